package org.ossicle.callreport.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a report was made from: if none of it has changed, neither would the report.
 *
 * @param bytes size of the recording
 * @param modifiedMillis when it was last changed, since 1970
 * @param settings what the report was made with, in words
 */
public record Fingerprint(long bytes, long modifiedMillis, String settings) {
    /**
     * @param settings what the report is made with
     */
    public static Fingerprint of(Path call, String settings) throws IOException {
        long modified = Files.getLastModifiedTime(call).toMillis();
        return new Fingerprint(Files.size(call), modified, settings);
    }
}
