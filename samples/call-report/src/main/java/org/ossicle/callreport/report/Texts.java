package org.ossicle.callreport.report;

import java.util.Locale;

/** Numbers as people read them; what is not known is a dash. */
final class Texts {
    static final String UNKNOWN = "–";

    private Texts() {}

    /** Minutes and seconds, with hours where there are any. */
    static String time(double seconds) {
        long whole = (long) seconds;
        if (whole >= 3600) {
            return String.format(
                    Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    static String percent(double part, double whole) {
        return whole > 0 ? Math.round(100 * part / whole) + " %" : UNKNOWN;
    }

    static String whole(Double value) {
        return value == null ? UNKNOWN : Long.toString(Math.round(value));
    }

    static String oneDecimal(Double value) {
        return value == null ? UNKNOWN : String.format(Locale.ROOT, "%.1f", value);
    }
}
