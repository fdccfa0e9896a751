package dev.firstlight.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operator {@code cidr}: an address within any of some networks. */
record Cidr(IpAddress network, int bits) {

    static @Nullable Match match(List<Object> values, String pointer, Findings findings) {
        Cidr[] networks = new Cidr[values.size()];
        for (int i = 0; i < networks.length; i++) {
            Cidr network = values.get(i) instanceof String text ? parse(text) : null;
            if (network == null) {
                findings.add(
                        Problem.at(pointer + "/values", i),
                        "Not a network; write one like \"10.0.0.0/8\" or \"2001:db8::/32\", or a single address.");
                return null;
            }
            networks[i] = network;
        }
        return operand -> {
            IpAddress address = operand instanceof String text ? IpAddress.parse(text) : null;
            if (address != null) {
                for (Cidr network : networks) {
                    if (address.within(network.network, network.bits)) {
                        return true;
                    }
                }
            }
            return false;
        };
    }

    /** Bits beyond the prefix are ignored; an address alone is a network of one; null where the text is neither. */
    static @Nullable Cidr parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int all = address.v4() ? 32 : 128;
        if (slash < 0) {
            return new Cidr(address, all);
        }
        String prefix = text.substring(slash + 1);
        if (!prefix.matches("0|[1-9][0-9]{0,2}")) {
            return null;
        }
        // The prefix of an IPv4 network written as IPv6 counts from the front of the IPv6 address.
        int bits = Integer.parseInt(prefix) - (address.v4() && text.indexOf(':') >= 0 ? 96 : 0);
        return bits < 0 || bits > all ? null : new Cidr(address, bits);
    }
}
