package dev.firstlight.server.exchange.unleash;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A network of IPv4 addresses, or one address. Unleash's SDKs know no others: what else stands in a list of addresses
 * is compared as a text.
 *
 * @param address its first address
 * @param prefix how many bits of it count
 */
record Addresses(long address, int prefix) {

    private static final int BITS = 32;
    private static final int BYTE = 256;
    private static final Pattern NETWORK =
            Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})(?:/([0-9]|[12][0-9]|3[0-2]))?");

    /** Null where the text is neither. */
    static @Nullable Addresses parse(String text) {
        Matcher matcher = NETWORK.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(matcher.group(i));
            if (part >= BYTE
                    || (matcher.group(i).length() > 1 && matcher.group(i).startsWith("0"))) {
                return null;
            }
            address = address * BYTE + part;
        }
        return new Addresses(address, matcher.group(5) == null ? BITS : Integer.parseInt(matcher.group(5)));
    }

    /** Whether all of the other lies within. */
    boolean contains(Addresses other) {
        int ignored = BITS - prefix;
        return other.prefix >= prefix && address >> ignored == other.address >> ignored;
    }
}
