package dev.firstlight.server.platform;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which addresses are anybody's, and which lead into the operator's own network. */
final class PublicAddress {

    private PublicAddress() {}

    /** Whether an address is neither of this machine, nor private, nor for a special purpose. */
    static boolean is(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes, 0) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes, int from) {
        int a = bytes[from] & 0xFF;
        int b = bytes[from + 1] & 0xFF;
        int c = bytes[from + 2] & 0xFF;
        boolean own = a == 0 || a == 10 || a == 127 || (a == 172 && b >> 4 == 1) || (a == 192 && b == 168);
        boolean shared = a == 100 && b >> 6 == 1;
        boolean link = a == 169 && b == 254;
        boolean special = (a == 192 && b == 0 && c == 0) || (a == 198 && b >> 1 == 9) || a >= 224;
        boolean relay = a == 192 && b == 88 && c == 99;
        boolean example =
                (a == 192 && b == 0 && c == 2) || (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
        return !own && !shared && !link && !special && !relay && !example;
    }

    /**
     * Only global unicast, 2000::/3, and of it neither what is reserved for protocols and examples, nor any that carries
     * an IPv4 address which is not public.
     */
    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        int second = (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
        if (first == 0x64 && second == 0xFF9B) {
            return isTranslated(bytes) && isPublic4(bytes, 12);
        }
        boolean protocol = first == 0x2001 && second < 0x200;
        boolean example = (first == 0x2001 && second == 0xDB8) || (first == 0x3FFF && second < 0x1000);
        if (first >> 13 != 1 || protocol || example) {
            return false;
        }
        return first != 0x2002 || isPublic4(bytes, 2);
    }

    /** Whether it is of 64:ff9b::/96, which anybody's translator has; 64:ff9b:1::/48 is of the operator's own. */
    private static boolean isTranslated(byte[] bytes) {
        for (int i = 4; i < 12; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
