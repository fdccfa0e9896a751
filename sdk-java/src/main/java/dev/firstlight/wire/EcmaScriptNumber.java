package dev.firstlight.wire;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;
import java.math.MathContext;

/** A double as ECMAScript's {@code String(x)} writes it: the fewest digits that read back as the same double. */
final class EcmaScriptNumber {

    /** Above ten to this, and below ten to minus seven, there is an exponent. */
    private static final int MOST_DIGITS = 21;

    private EcmaScriptNumber() {}

    static String text(double number) {
        if (!Double.isFinite(number)) {
            return "null"; // as JSON.stringify
        }
        if (number == 0) {
            return "0"; // minus zero too
        }
        // Java's own toString does not always find the fewest digits before JDK 19.
        String decimal = DoubleToDecimal.toString(Math.abs(number));
        int e = decimal.indexOf('E');
        String mantissa = e < 0 ? decimal : decimal.substring(0, e);
        int dot = mantissa.indexOf('.');
        String digits = mantissa.substring(0, dot) + mantissa.substring(dot + 1);
        int point = dot + (e < 0 ? 0 : Integer.parseInt(decimal.substring(e + 1)));
        int leading = 0;
        while (digits.charAt(leading) == '0') {
            leading++;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        String fewest = layOut(digits.substring(leading, end), point - leading);
        return (number < 0 ? "-" : "") + (end - leading == 2 ? oneDigit(Math.abs(number), fewest) : fewest);
    }

    /** Java always writes two digits, 4.9E-324 for the smallest double, where one may do: 5e-324. */
    private static String oneDigit(double number, String twoDigits) {
        BigDecimal rounded = new BigDecimal(twoDigits).round(new MathContext(1));
        if (rounded.doubleValue() != number) {
            return twoDigits;
        }
        String digit = rounded.unscaledValue().toString();
        return layOut(digit.substring(0, 1), digit.length() - rounded.scale());
    }

    /** The digits with the decimal point before the {@code point}-th of them. */
    private static String layOut(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= MOST_DIGITS) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= MOST_DIGITS) {
            return digits.substring(0, point) + '.' + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        String fraction = count == 1 ? "" : '.' + digits.substring(1);
        return digits.charAt(0) + fraction + 'e' + (exponent < 0 ? "" : "+") + exponent;
    }
}
