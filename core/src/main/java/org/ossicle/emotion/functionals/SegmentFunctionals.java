package org.ossicle.emotion.functionals;

/** Facts of the voiced segments of at least 60 ms, each weighted with its length. */
final class SegmentFunctionals {
    private static final int SHORTEST = 6;
    private static final int LENGTH = 0;
    private static final int PITCH = 1;
    private static final int SLOPE = 2;
    private static final int EXTENT = 3;
    private static final int REST = 4;
    private static final int BOW = 5;
    private static final int ENERGY = 6;
    private static final int CREST = 7;
    private static final int LIFT = 8;
    private static final int PEAK = 9;
    private static final int TILT = 10;
    private static final int VOICE = 11;
    private static final int FACTS = 12;

    private final double[][] facts;
    private final double[] weights;
    private int count;

    /**
     * @param maxFrames most frames in a window
     */
    SegmentFunctionals(int maxFrames) {
        int segments = maxFrames / SHORTEST + 1;
        facts = new double[FACTS][segments];
        weights = new double[segments];
    }

    void add(Contours window, Row row) {
        collect(window);
        row.add(mean(SLOPE));
        row.add(Math.log(meanSize(SLOPE) + 0.1));
        row.add(Math.log(mean(EXTENT) + 0.02));
        row.add(Math.log(Statistics.max(facts[EXTENT], count) + 0.02));
        row.add(Math.log(mean(REST) + 0.005));
        row.add(mean(BOW));
        row.add(Math.log(meanSize(BOW) + 0.02));
        row.add(Statistics.max(facts[PITCH], count) - mean(PITCH));
        row.add(Math.log(deviation(PITCH) + 0.02));
        row.add(Math.log(deviation(ENERGY) + 0.05));
        row.add(mean(CREST));
        row.add(mean(LIFT));
        row.add(Math.log(meanSize(LIFT) + 1));
        row.add(mean(PEAK));
        row.add(Math.log(deviation(TILT) + 0.02));
        row.add(Math.log(deviation(VOICE) + 0.05));
    }

    private void collect(Contours window) {
        count = 0;
        int begin = -1;
        for (int t = 0; t <= window.frames; t++) {
            boolean inside = t < window.frames && window.voiced[t];
            if (inside && begin < 0) {
                begin = t;
            } else if (!inside && begin >= 0) {
                if (t - begin >= SHORTEST) {
                    measure(window, begin, t - begin);
                    count++;
                }
                begin = -1;
            }
        }
        if (count == 0) {
            for (double[] fact : facts) {
                fact[0] = 0;
            }
            facts[LENGTH][0] = 1;
            count = 1;
        }
        double total = 0;
        for (int i = 0; i < count; i++) {
            total += facts[LENGTH][i];
        }
        for (int i = 0; i < count; i++) {
            weights[i] = facts[LENGTH][i] / total;
        }
    }

    private void measure(Contours window, int begin, int length) {
        double[] pitch = window.values[Contours.OCTAVE];
        double[] energy = window.values[Contours.ENERGY];
        double pitchSum = 0;
        double energySum = 0;
        double tiltSum = 0;
        double voiceSum = 0;
        double pitchByTime = 0;
        double energyByTime = 0;
        double timeSquare = 0;
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        int loudest = begin;
        for (int t = begin; t < begin + length; t++) {
            double time = time(t, begin, length);
            pitchSum += pitch[t];
            energySum += energy[t];
            tiltSum += window.values[Contours.CEPSTRUM][t];
            voiceSum += window.values[Contours.HNR][t];
            pitchByTime += time * pitch[t];
            energyByTime += time * energy[t];
            timeSquare += time * time;
            highest = Math.max(highest, pitch[t]);
            lowest = Math.min(lowest, pitch[t]);
            loudest = energy[t] > energy[loudest] ? t : loudest;
        }
        double slope = pitchByTime / timeSquare;
        double energyMean = energySum / length;
        facts[LENGTH][count] = length;
        facts[PITCH][count] = pitchSum / length;
        facts[SLOPE][count] = slope * 100;
        facts[EXTENT][count] = highest - lowest;
        facts[ENERGY][count] = energyMean;
        facts[CREST][count] = energy[loudest] - energyMean;
        facts[LIFT][count] = energyByTime / timeSquare * 100;
        facts[PEAK][count] = (loudest - begin) / (double) length;
        facts[TILT][count] = tiltSum / length;
        facts[VOICE][count] = voiceSum / length;
        measureBow(pitch, begin, length, slope, timeSquare / length);
    }

    /** What is left of the pitch beside its line, and how it is bent. */
    private void measureBow(
            double[] pitch, int begin, int length, double slope, double meanTimeSquare) {
        double mean = facts[PITCH][count];
        double rest = 0;
        double bow = 0;
        double bowSquare = 0;
        for (int t = begin; t < begin + length; t++) {
            double time = time(t, begin, length);
            double off = pitch[t] - mean - slope * time;
            double bend = time * time - meanTimeSquare;
            rest += off * off;
            bow += bend * pitch[t];
            bowSquare += bend * bend;
        }
        facts[REST][count] = Math.sqrt(rest / length);
        facts[BOW][count] = bow / bowSquare * length * length;
    }

    /** Frames from the middle of a segment. */
    private static double time(int t, int begin, int length) {
        return t - begin - (length - 1) / 2.0;
    }

    private double mean(int fact) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[i] * facts[fact][i];
        }
        return sum;
    }

    private double meanSize(int fact) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[i] * Math.abs(facts[fact][i]);
        }
        return sum;
    }

    private double deviation(int fact) {
        double mean = mean(fact);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double distance = facts[fact][i] - mean;
            sum += weights[i] * distance * distance;
        }
        return Math.sqrt(sum);
    }
}
