package dev.firstlight.server.policy;

/** How far an edit has the approvals that an environment asks for. */
public enum Consent {
    /** Nobody was asked. */
    NONE,
    /** It has them; change requests alone say so. */
    GIVEN,
    /** It is to be made without them. */
    OVERRIDDEN
}
