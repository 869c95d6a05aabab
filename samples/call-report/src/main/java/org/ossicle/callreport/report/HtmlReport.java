package org.ossicle.callreport.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Reports as HTML pages that hold all they need: styles, scripts and data. Any number of threads
 * may share one.
 */
public final class HtmlReport {
    private final Template call;
    private final Template overview;
    private final Map<String, String> assets;

    /** Reads the templates from this program's resources. */
    public HtmlReport() {
        call = template("call.html");
        overview = template("overview.html");
        assets =
                Map.of(
                        "style", resource("report.css"),
                        "charts", resource("charts.js"),
                        "library", resource("echarts.common.min.js"));
    }

    /** The page of one call. */
    public String page(CallReport report) {
        return call.execute(new CallPage(report, assets, scriptData(ChartData.of(report))));
    }

    /** The page that leads to those of all calls. */
    public String overview(List<OverviewRow> rows) {
        return overview.execute(Map.of("style", assets.get("style"), "calls", rows));
    }

    /** JSON that cannot end the script element around it. */
    private static String scriptData(ChartData data) {
        try {
            return ReportJson.COMPACT.writeValueAsString(data).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("chart data are plain records", e);
        }
    }

    private static Template template(String name) {
        return Mustache.compiler()
                .escapeHTML(true)
                .nullValue("–")
                .emptyStringIsFalse(true)
                .compile(resource(name));
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
