package dev.firstlight.server.guard;

/** Why a release is held. */
public enum Cause {
    /** There is no reason. */
    NONE,
    /** The evidence that the treatment is worse reached 20. */
    EVIDENCE,
    /** Units do not arrive in the planned proportion, so the arms cannot be compared. */
    SAMPLE_RATIO,
    /** The control is failing as well: the environment is unhealthy. */
    ENVIRONMENT,
    /** Reached regions got worse than those not reached, both arms alike: the release may harm what both use. */
    SPILLOVER,
    /** Another system said so. */
    TOLD
}
