package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address, read without asking any name service. An IPv4 address written as IPv6
 * ({@code ::ffff:192.0.2.1}) is the IPv4 address.
 *
 * @param v4 whether it is an IPv4 address; its 32 bits are the lowest then
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
record IpAddress(boolean v4, long high, long low) {

    private static final int GROUPS = 8;

    /** Null where the text is no address. A zone ({@code fe80::1%eth0}) is none either. */
    static @Nullable IpAddress parse(String text) {
        if (text.indexOf(':') < 0) {
            long address = v4(text);
            return address < 0 ? null : new IpAddress(true, 0, address);
        }
        return v6(text);
    }

    /** Whether it lies within the first bits of a network's address. */
    boolean within(IpAddress network, int bits) {
        if (v4 != network.v4) {
            return false;
        }
        if (v4) {
            return bits == 0 || (low ^ network.low) >>> (32 - bits) == 0;
        }
        if (bits <= 64) {
            return bits == 0 || (high ^ network.high) >>> (64 - bits) == 0;
        }
        return high == network.high && (low ^ network.low) >>> (128 - bits) == 0;
    }

    private static long v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return -1;
        }
        long address = 0;
        for (String part : parts) {
            int number = decimal(part);
            if (number < 0) {
                return -1;
            }
            address = address << 8 | number;
        }
        return address;
    }

    /** 0 to 255 without leading zeros, which some read as octal; else −1. */
    private static int decimal(String text) {
        boolean wellFormed = !text.isEmpty()
                && text.length() <= 3
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        int number = wellFormed ? Integer.parseInt(text) : -1;
        return number <= 255 ? number : -1;
    }

    private static @Nullable IpAddress v6(String text) {
        String address = text;
        int dot = text.indexOf('.');
        if (dot >= 0) { // the last 32 bits in dotted form
            int colon = text.lastIndexOf(':');
            long last = v4(text.substring(colon + 1));
            if (last < 0 || dot < colon) {
                return null;
            }
            address = text.substring(0, colon + 1)
                    + Long.toHexString(last >>> 16)
                    + ':'
                    + Long.toHexString(last & 0xFFFF);
        }
        int gap = address.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(address);
            return groups == null || groups.length != GROUPS ? null : of(groups);
        }
        int[] before = groups(address.substring(0, gap));
        int[] after = groups(address.substring(gap + 2));
        if (before == null || after == null || before.length + after.length >= GROUPS) {
            return null;
        }
        int[] groups = new int[GROUPS];
        System.arraycopy(before, 0, groups, 0, before.length);
        System.arraycopy(after, 0, groups, GROUPS - after.length, after.length);
        return of(groups);
    }

    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        int[] groups = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.isEmpty() || part.length() > 4 || !part.chars().allMatch(IpAddress::hex)) {
                return null;
            }
            groups[i] = Integer.parseInt(part, 16);
        }
        return groups;
    }

    private static boolean hex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static IpAddress of(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS / 2; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + GROUPS / 2];
        }
        boolean mapped = high == 0 && low >>> 32 == 0xFFFF;
        return mapped ? new IpAddress(true, 0, low & 0xFFFFFFFFL) : new IpAddress(false, high, low);
    }
}
