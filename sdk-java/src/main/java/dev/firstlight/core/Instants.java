package dev.firstlight.core;

import java.time.LocalDate;
import java.time.YearMonth;

/** Reads RFC 3339 date-times, to the millisecond; further digits are cut off, as a JavaScript date has none. */
final class Instants {

    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";

    private Instants() {}

    /** Epoch milliseconds of an RFC 3339 string or of a number of them; NaN for anything else. */
    static double millis(Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number : Double.NaN;
        }
        return value instanceof String text ? parse(text) : Double.NaN;
    }

    private static double parse(String text) {
        if (text.length() < SHAPE.length() + 1 || !shaped(text)) {
            return Double.NaN;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19); // 60 is a leap second: the second after 59
        if (month < 1
                || month > 12
                || day < 1
                || hour > 23
                || minute > 59
                || second > 60
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            return Double.NaN;
        }
        int at = SHAPE.length();
        int millis = 0;
        if (text.charAt(at) == '.') {
            int from = ++at;
            while (at < text.length() && digit(text.charAt(at))) {
                if (at - from < 3) {
                    millis = millis * 10 + text.charAt(at) - '0';
                }
                at++;
            }
            if (at == from) {
                return Double.NaN;
            }
            for (int digits = at - from; digits < 3; digits++) {
                millis *= 10;
            }
        }
        double offset = offsetMinutes(text, at);
        long days = LocalDate.of(year, month, day).toEpochDay();
        return ((days * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1_000 + millis;
    }

    /** NaN where no offset stands at the end, so that the whole instant becomes NaN. */
    private static double offsetMinutes(String text, int at) {
        if (text.length() == at + 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            return 0;
        }
        boolean shaped = text.length() == at + 6
                && (text.charAt(at) == '+' || text.charAt(at) == '-')
                && digit(text.charAt(at + 1))
                && digit(text.charAt(at + 2))
                && text.charAt(at + 3) == ':'
                && digit(text.charAt(at + 4))
                && digit(text.charAt(at + 5));
        if (!shaped) {
            return Double.NaN;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        if (hours > 23 || minutes > 59) {
            return Double.NaN;
        }
        return (text.charAt(at) == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    private static boolean shaped(String text) {
        for (int i = 0; i < SHAPE.length(); i++) {
            char c = text.charAt(i);
            boolean right =
                    switch (SHAPE.charAt(i)) {
                        case 'd' -> digit(c);
                        case 'T' -> c == 'T' || c == 't';
                        default -> c == SHAPE.charAt(i);
                    };
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
