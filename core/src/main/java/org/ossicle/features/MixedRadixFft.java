package org.ossicle.features;

/**
 * A transform of any length: Stockham's self-sorting algorithm, one {@link FftStage} per factor.
 */
final class MixedRadixFft implements ComplexFft {
    private final int length;
    private final FftStage[] stages;
    private final float[] workRe;
    private final float[] workIm;

    MixedRadixFft(int length) {
        this.length = length;
        this.stages = FftStage.stages(length);
        this.workRe = new float[length];
        this.workIm = new float[length];
    }

    @Override
    public void run(float[] pairs, float[] re, float[] im) {
        boolean intoResult = stages.length % 2 == 0;
        unpack(pairs, intoResult ? re : workRe, intoResult ? im : workIm);
        for (FftStage stage : stages) {
            if (intoResult) {
                stage.run(re, im, workRe, workIm);
            } else {
                stage.run(workRe, workIm, re, im);
            }
            intoResult = !intoResult;
        }
    }

    private void unpack(float[] pairs, float[] re, float[] im) {
        for (int i = 0; i < length; i++) {
            re[i] = pairs[2 * i];
            im[i] = pairs[2 * i + 1];
        }
    }
}
