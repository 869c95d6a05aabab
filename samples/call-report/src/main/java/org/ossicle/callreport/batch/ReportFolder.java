package org.ossicle.callreport.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.ossicle.callreport.report.CallReport;
import org.ossicle.callreport.report.Figures;
import org.ossicle.callreport.report.Fingerprint;
import org.ossicle.callreport.report.HtmlReport;
import org.ossicle.callreport.report.OverviewRow;
import org.ossicle.callreport.report.ReportJson;

/**
 * The folder that reports are written to. A file appears under its name only when it is whole, and
 * the JSON of a call after its page: where there is JSON, the report is complete. Threads may write
 * the reports of different calls at once.
 */
final class ReportFolder {
    private final Path folder;
    private final HtmlReport html = new HtmlReport();

    ReportFolder(Path folder) {
        this.folder = folder;
    }

    /** The figures of a report that is there and was made from the same; null without one. */
    Figures kept(Path name, Fingerprint from) throws IOException {
        Path json = file(name, ".json");
        if (!Files.exists(json) || !Files.exists(file(name, ".html"))) {
            return null;
        }
        try {
            JsonNode root = ReportJson.PRETTY.readTree(Files.readString(json));
            var made = ReportJson.PRETTY.treeToValue(root.path("madeFrom"), Fingerprint.class);
            var figures = ReportJson.PRETTY.treeToValue(root.path("figures"), Figures.class);
            return from.equals(made) ? figures : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Writes both files of a report. */
    void write(Path name, CallReport report) throws IOException {
        write(file(name, ".html"), html.page(report));
        write(file(name, ".json"), ReportJson.PRETTY.writeValueAsString(report) + "\n");
    }

    /** Writes {@code summary.json} and the page that leads to all reports. */
    void writeSummary(List<CallOutcome> outcomes) throws IOException {
        List<OverviewRow> rows = outcomes.stream().map(ReportFolder::row).toList();
        write(folder.resolve("index.html"), html.overview(rows));
        String json = ReportJson.PRETTY.writeValueAsString(outcomes);
        write(folder.resolve("summary.json"), json + "\n");
    }

    private static OverviewRow row(CallOutcome outcome) {
        if (outcome.problem() != null) {
            return OverviewRow.failed(outcome.file(), outcome.problem().message());
        }
        return OverviewRow.of(outcome.file(), outcome.report(), outcome.figures());
    }

    /** The page of a call as a link from the folder. */
    String link(Path name) {
        StringBuilder path = new StringBuilder(".");
        for (Path part : folder.relativize(file(name, ".html"))) {
            path.append('/').append(part);
        }
        try {
            return new URI(null, null, path.toString(), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("every path is quoted", e);
        }
    }

    private Path file(Path name, String ending) {
        return folder.resolve(name.resolveSibling(name.getFileName() + ending));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.writeString(part, text, StandardCharsets.UTF_8);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
