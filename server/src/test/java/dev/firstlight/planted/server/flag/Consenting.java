package dev.firstlight.planted.server.flag;

import dev.firstlight.planted.server.policy.Consent;

/** Planted: says that an edit was approved, and is no change request. */
public final class Consenting {

    private Consenting() {}

    public static Consent consent() {
        return Consent.GIVEN;
    }
}
