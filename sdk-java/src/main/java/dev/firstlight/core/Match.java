package dev.firstlight.core;

/** A compiled operator together with its values. */
@FunctionalInterface
interface Match {

    /** Whether it matches one operand; false for an operand of a type it does not know. */
    boolean matches(Object operand);
}
