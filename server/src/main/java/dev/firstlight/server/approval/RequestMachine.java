package dev.firstlight.server.approval;

import dev.firstlight.server.platform.Failure;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Decides what may happen to a change request, and how it then stands. */
final class RequestMachine {

    private RequestMachine() {}

    /**
     * Who acts.
     *
     * @param person who stands behind whatever credential was used
     * @param mayApprove whether the environment takes their approval
     * @param mayAdminister whether they may withdraw what others asked for
     */
    record Actor(String person, boolean mayApprove, boolean mayAdminister) {}

    /**
     * An approval of a difference; who approves twice has approved once.
     *
     * @param digest of the difference that was looked at
     * @param needed how many people have to approve
     */
    static Dossier approve(Dossier dossier, Actor who, String digest, int needed, Instant now) {
        requirePending(dossier);
        requireAnother(dossier, who, "approve");
        if (!digest.equals(dossier.digest())) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "The difference is another by now (its digest is " + dossier.digest()
                            + "); look at it, then approve that.");
        }
        Set<String> approvers = new LinkedHashSet<>(dossier.approvers());
        approvers.add(who.person());
        return new Dossier(
                        dossier.state(),
                        dossier.author(),
                        dossier.round(),
                        dossier.digest(),
                        approvers,
                        dossier.applyAt())
                .settled(needed, now);
    }

    static Dossier reject(Dossier dossier, Actor who) {
        requirePending(dossier);
        requireAnother(dossier, who, "reject");
        return dossier.in(State.REJECTED);
    }

    static Dossier withdraw(Dossier dossier, Actor who) {
        if (!dossier.state().isPending() && dossier.state() != State.FAILED) {
            throw ended(dossier);
        }
        if (!who.person().equals(dossier.author()) && !who.mayAdminister()) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "Its author or an admin withdraws it; who approves can reject it: POST …/rejections.");
        }
        return dossier.in(State.WITHDRAWN);
    }

    /** The same on what is there now. Where the difference is the very same, its approvals stand. */
    static Dossier rebase(Dossier dossier, String digest, int needed, Instant now) {
        if (!dossier.state().isPending() && dossier.state() != State.FAILED) {
            throw ended(dossier);
        }
        boolean same = digest.equals(dossier.digest());
        return new Dossier(
                        dossier.state(),
                        dossier.author(),
                        same ? dossier.round() : dossier.round() + 1,
                        digest,
                        same ? dossier.approvers() : Set.of(),
                        dossier.applyAt())
                .settled(needed, now);
    }

    /**
     * Whether it may be applied.
     *
     * @param needed how many people have to approve, now that it is applied
     * @param overridden whether it is applied without them; who may do that is not decided here
     * @param due whether its time has come
     */
    static Dossier apply(Dossier dossier, int needed, boolean overridden, boolean due) {
        requirePending(dossier);
        if (!overridden && dossier.approvers().size() < needed) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "This needs " + needed + " approvals and has "
                            + dossier.approvers().size() + "; POST …/approvals.");
        }
        if (!overridden && !due && dossier.state() == State.SCHEDULED) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "It was approved for " + dossier.applyAt() + " and is applied then; to have it earlier ask anew.");
        }
        return dossier.in(State.APPLIED);
    }

    private static void requirePending(Dossier dossier) {
        if (dossier.state() == State.FAILED) {
            throw Failure.of(
                    Failure.Kind.CONFLICT, "It failed when it was to be applied; POST …/rebase to bring it back.");
        }
        if (!dossier.state().isPending()) {
            throw ended(dossier);
        }
    }

    private static Failure ended(Dossier dossier) {
        return Failure.of(Failure.Kind.CONFLICT, "This change request is " + dossier.state() + "; ask anew.");
    }

    private static void requireAnother(Dossier dossier, Actor who, String what) {
        if (who.person().equals(dossier.author())) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "You asked for this, in person or with a token of yours; somebody else has to " + what + " it.");
        }
        if (!who.mayApprove()) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "You are none of those who approve edits of this environment.");
        }
    }
}
