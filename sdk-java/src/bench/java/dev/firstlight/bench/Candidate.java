package dev.firstlight.bench;

import static dev.firstlight.bench.Workload.RULES;
import static dev.firstlight.bench.Workload.RULES_FRESH;
import static dev.firstlight.bench.Workload.SEGMENT;
import static dev.firstlight.bench.Workload.SPLIT;
import static dev.firstlight.bench.Workload.SPLIT_FRESH;
import static dev.firstlight.bench.Workload.TOGGLE;

import java.util.EnumSet;
import java.util.Set;

/** Who takes part, and in what. */
public enum Candidate {
    CORE("Firstlight evaluator", EnumSet.allOf(Workload.class), true, Core::new),
    CLIENT("Firstlight client", EnumSet.allOf(Workload.class), true, Client::new),
    LAUNCHDARKLY("LaunchDarkly", EnumSet.allOf(Workload.class), true, LaunchDarkly::new),
    CONFIGCAT("ConfigCat", EnumSet.allOf(Workload.class), true, ConfigCat::new),
    UNLEASH("Unleash", EnumSet.allOf(Workload.class), true, Unleash::new),
    FLAGD("flagd in process", EnumSet.of(TOGGLE, RULES, SPLIT, SPLIT_FRESH, SEGMENT, RULES_FRESH), true, Flagd::new),
    TOGGLZ("Togglz", EnumSet.of(TOGGLE, SPLIT, SPLIT_FRESH, SEGMENT), true, Togglz::new),
    FF4J("FF4j", EnumSet.of(TOGGLE, SPLIT, SEGMENT), false, Ff4jPeer::new),
    OPENFEATURE("OpenFeature in memory", EnumSet.of(TOGGLE), true, OpenFeatureInMemory::new);

    /** Gives a candidate its flags. */
    private interface Opening {
        Peer open(Workload workload, int flags) throws Exception;
    }

    final String title;
    /** The others have no such flags. */
    final Set<Workload> workloads;
    /** Whether a user stays on the same side of a split. */
    final boolean sticky;

    private final Opening opening;

    Candidate(String title, Set<Workload> workloads, boolean sticky, Opening opening) {
        this.title = title;
        this.workloads = workloads;
        this.sticky = sticky;
        this.opening = opening;
    }

    boolean isOurs() {
        return this == CORE || this == CLIENT;
    }

    /** Opens it and asks it what it will be asked while it is measured. */
    Peer open(Workload workload, int flags) throws Exception {
        Peer peer = opening.open(workload, flags);
        try {
            Check.check(this, workload, peer, flags);
        } catch (IllegalStateException e) {
            peer.close();
            throw e;
        }
        return peer;
    }
}
