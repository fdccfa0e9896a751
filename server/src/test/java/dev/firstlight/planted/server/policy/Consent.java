package dev.firstlight.planted.server.policy;

/** Stands for the real one. */
public enum Consent {
    GIVEN
}
