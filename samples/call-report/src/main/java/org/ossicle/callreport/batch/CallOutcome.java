package org.ossicle.callreport.batch;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.ossicle.callreport.report.Figures;
import org.ossicle.error.OssicleException;

/**
 * What became of one call.
 *
 * @param file the recording
 * @param status what was done
 * @param report the page, as a link from the folder of reports; null if there is none
 * @param figures null without a report
 * @param problem null if all went well
 */
public record CallOutcome(
        String file, Status status, String report, Figures figures, Problem problem) {

    /** What was done with a call. */
    public enum Status {
        /** A report was written. */
        REPORTED,
        /** The report was there already, and up to date. */
        KEPT,
        /** No report could be made. */
        FAILED
    }

    /**
     * Why there is no report.
     *
     * @param type name of the exception
     * @param where at fault; null where the exception does not say
     * @param expected what was wanted there; null where the exception does not say
     * @param found what was there; null where the exception does not say
     * @param remedy what to do; null where the exception does not say
     */
    public record Problem(
            String type,
            String message,
            String where,
            String expected,
            String found,
            String remedy) {

        /** The library knows samples, not files: what it says of them may not name the file. */
        static Problem of(String file, Exception e) {
            String type = e.getClass().getSimpleName();
            if (e instanceof OssicleException told) {
                String place = told.where().startsWith(file) ? "" : file + ": ";
                return new Problem(
                        type,
                        place + told.getMessage(),
                        place + told.where(),
                        told.expected(),
                        told.found(),
                        told.remedy());
            }
            String message = file + ": " + reason(type, e);
            return new Problem(type, message, null, null, null, null);
        }

        private static String reason(String type, Exception e) {
            if (e instanceof NoSuchFileException) {
                return "no such file";
            }
            if (e instanceof AccessDeniedException) {
                return "not readable";
            }
            return e.getMessage() == null ? type : type + ": " + e.getMessage();
        }
    }

    static CallOutcome failed(String file, Exception e) {
        return new CallOutcome(file, Status.FAILED, null, null, Problem.of(file, e));
    }
}
