package dev.firstlight.server.guard;

import java.time.Duration;
import java.util.Locale;

/** Figures as sentences write them. */
public final class Figures {
    private Figures() {}

    /** "812" or "2,431". */
    public static String whole(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** "25 %", "0.5 %": a share that somebody chose, without noise digits. */
    public static String percent(double percent) {
        return number(percent, percent == Math.rint(percent) ? 0 : 1) + " %";
    }

    /** "37×", or a power of ten where digits would say nothing. */
    public static String times(double lnFactor) {
        return lnFactor < Math.log(1e6)
                ? number(Math.exp(lnFactor), lnFactor < Math.log(10) ? 1 : 0) + "×"
                : "10^" + (long) (lnFactor / Math.log(10)) + "×";
    }

    /** "38 s", "12 min", "3 h 5 min". */
    public static String time(Duration d) {
        if (d.toSeconds() < 120) {
            return Math.max(0, d.toSeconds()) + " s";
        }
        if (d.toMinutes() < 120) {
            return d.toMinutes() + " min";
        }
        return d.toHours() + " h" + (d.toMinutesPart() == 0 ? "" : " " + d.toMinutesPart() + " min");
    }

    /** How many decimals show a rate to about two digits: 6.1 %, 0.52 %, 0.020 %. */
    static int decimals(double... rates) {
        double largest = 0;
        for (double rate : rates) {
            largest = Math.max(largest, Math.abs(rate) * 100);
        }
        return largest == 0 || largest >= 1 ? 1 : largest >= 0.1 ? 2 : 3;
    }

    static String rate(double rate, int decimals) {
        return number(rate * 100, decimals) + " %";
    }

    /** A difference in percentage points with its sign, without the unit. */
    static String points(double difference, int decimals) {
        String digits = number(Math.abs(difference) * 100, decimals);
        return (difference < 0 ? "−" : "+") + digits;
    }

    /** A mean to about three digits: "1,240", "12.3", "0.0412". */
    static String mean(double value, double scale) {
        double magnitude = Math.abs(scale);
        int decimals = magnitude == 0 ? 0 : Math.max(0, Math.min(6, 2 - (int) Math.floor(Math.log10(magnitude))));
        return number(value, decimals);
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
