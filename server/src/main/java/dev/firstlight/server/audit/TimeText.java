package dev.firstlight.server.audit;

import java.time.Instant;
import java.time.LocalDate;

/** {@link Instant#toString}, to the letter, for many times of which most share a day with the one before. */
final class TimeText {

    private static final int DAY_S = 24 * 60 * 60;
    private static final int ISO_DATE_LENGTH = 10;

    private long day = Long.MIN_VALUE;
    private String date = "";

    String of(Instant at) {
        long second = at.getEpochSecond();
        long on = Math.floorDiv(second, DAY_S);
        if (on != day) {
            String text = at.toString();
            day = on;
            // Beyond the year 9999 a date is written otherwise; nobody is in a hurry there.
            date = text.indexOf('T') == ISO_DATE_LENGTH
                    ? LocalDate.ofEpochDay(on).toString()
                    : "";
        }
        if (date.isEmpty()) {
            return at.toString();
        }
        int inDay = Math.floorMod(second, DAY_S);
        StringBuilder text = new StringBuilder(30).append(date).append('T');
        two(text, inDay / 3_600).append(':');
        two(text, inDay / 60 % 60).append(':');
        two(text, inDay % 60);
        fraction(text, at.getNano());
        return text.append('Z').toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static void fraction(StringBuilder text, int nano) {
        if (nano == 0) {
            return;
        }
        int digits = nano % 1_000_000 == 0 ? 3 : nano % 1_000 == 0 ? 6 : 9;
        text.append('.');
        int divisor = 100_000_000;
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + nano / divisor % 10));
            divisor /= 10;
        }
    }
}
