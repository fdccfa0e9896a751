package dev.firstlight.core;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any two texts: an address lies within itself and within everything, and a network holds what a wider one does. */
class CidrFuzzTest {

    private static final int LONGEST = 100;
    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    @FuzzTest(maxDuration = "2m")
    void holdsAddresses(FuzzedDataProvider data) {
        Cidr network = Cidr.parse(data.consumeString(LONGEST));
        String text = data.consumeRemainingAsString();
        IpAddress address = IpAddress.parse(text);
        if (address == null) {
            return;
        }
        int all = address.v4() ? V4_BITS : V6_BITS;
        RulesetFuzzTest.require(Cidr.parse(text) != null, text);
        RulesetFuzzTest.require(address.within(address, all) && address.within(address, 0), text);
        if (network != null) {
            boolean within = address.within(network.network(), network.bits());
            for (int bits = network.bits(); within && bits >= 0; bits--) {
                RulesetFuzzTest.require(address.within(network.network(), bits), text + " / " + bits);
            }
        }
    }
}
