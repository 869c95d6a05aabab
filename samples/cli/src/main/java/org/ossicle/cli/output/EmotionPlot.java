package org.ossicle.cli.output;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.ossicle.EmotionReading;

/**
 * Draws the anger level of an input as an area, and the probability of each label as a line. A
 * reading holds for its window; between windows that do not meet there is nothing.
 */
public final class EmotionPlot {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 500;
    private static final Color LEVEL = new Color(214, 39, 40, 70);
    private static final Color LEVEL_LINE = new Color(214, 39, 40);
    private static final float LINE_WIDTH = 1.5f;
    private static final double MOST_APART_SECONDS = 0.05;

    /** Colours that people who confuse red and green can tell apart, after Okabe and Ito. */
    private static final Color[] LABELS = {
        new Color(213, 94, 0),
        new Color(0, 114, 178),
        new Color(0, 158, 115),
        new Color(204, 121, 167),
        new Color(230, 159, 0),
        new Color(86, 180, 233),
        new Color(110, 110, 110)
    };

    private EmotionPlot() {}

    /** Whether a file's name ends in a way that says what to draw: {@code .svg} or {@code .png}. */
    public static boolean isSupported(Path file) {
        return isVector(file) || nameOf(file).endsWith(".png");
    }

    /**
     * Draws an input.
     *
     * @param file of a supported name; an existing one is overwritten
     */
    public static void draw(Path file, String input, FileEmotions emotions) throws IOException {
        XYChart chart = chart(input, emotions);
        if (isVector(file)) {
            VectorGraphicsEncoder.saveVectorGraphic(
                    chart, file.toString(), VectorGraphicsFormat.SVG);
        } else {
            BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
        }
    }

    private static boolean isVector(Path file) {
        return nameOf(file).endsWith(".svg");
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private static XYChart chart(String input, FileEmotions emotions) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(input)
                        .xAxisTitle("seconds")
                        .yAxisTitle("percent, level")
                        .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(Math.max(1, emotions.durationSeconds()));
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(100.0);
        XYSeries level = addCurve(chart, "anger level", emotions, r -> (double) r.angerLevel());
        level.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
        style(level, LEVEL_LINE);
        level.setFillColor(LEVEL);
        addLabels(chart, emotions);
        return chart;
    }

    private static XYSeries addCurve(
            XYChart chart,
            String name,
            FileEmotions emotions,
            ToDoubleFunction<EmotionReading> value) {
        List<Double> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        double end = Double.NEGATIVE_INFINITY;
        for (EmotionReading reading : emotions.readings()) {
            if (reading.startSeconds() > end + MOST_APART_SECONDS) {
                times.add(reading.startSeconds());
                values.add(Double.NaN);
                times.add(reading.startSeconds());
                values.add(value.applyAsDouble(reading));
            }
            end = reading.endSeconds();
            times.add(end);
            values.add(value.applyAsDouble(reading));
        }
        if (times.isEmpty()) {
            times.add(0.0);
            values.add(0.0);
        }
        return chart.addSeries(name, times, values);
    }

    private static void addLabels(XYChart chart, FileEmotions emotions) {
        if (emotions.readings().isEmpty()) {
            return;
        }
        int color = 0;
        for (String label : emotions.labels()) {
            XYSeries series =
                    addCurve(chart, "p(" + label + ")", emotions, r -> 100 * r.probability(label));
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
            style(series, LABELS[color++ % LABELS.length]);
        }
    }

    private static void style(XYSeries series, Color color) {
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(LINE_WIDTH));
    }
}
