package dev.firstlight.server.platform;

/** What a node can be there for, as {@code firstlight.server.roles} names it. */
public enum Duty {
    /** People and scripts: the API and the console. */
    API,
    /** Applications: rulesets, streams, telemetry, evaluation. */
    DELIVERY,
    /** What is done at a time: releases, schedules. One of these nodes does it, whichever holds the lease. */
    TICKER
}
