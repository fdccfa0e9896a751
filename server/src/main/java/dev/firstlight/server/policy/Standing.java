package dev.firstlight.server.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.access.Approvers;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an environment asked of edits at an instant of the database's clock.
 *
 * @param environment its key
 * @param version of all that it asks; another where any of it was changed
 * @param approvals how many people besides its author have to approve an edit
 * @param approvers who may
 * @param at the instant
 */
public record Standing(
        String environment,
        long version,
        boolean isProtected,
        boolean requireComments,
        int approvals,
        Approvers approvers,
        List<Freeze> freezes,
        Instant at) {

    /** What the audit calls an edit without the approvals that were asked for. */
    public static final String OVERRIDDEN = "approval.overridden";

    /**
     * As it is read.
     *
     * @param approvers a JSON list of their words
     * @param freezes a JSON list of {@code [id, name, window]}
     */
    public static Standing of(
            String environment,
            long version,
            boolean isProtected,
            boolean requireComments,
            int approvals,
            String approvers,
            String freezes,
            Instant at) {
        List<Freeze> all = new ArrayList<>();
        for (JsonNode freeze : Json.read(freezes)) {
            all.add(new Freeze(freeze.get(0).asText(), freeze.get(1).asText(), WindowJson.kept(freeze.get(2))));
        }
        return new Standing(
                environment,
                version,
                isProtected,
                requireComments,
                approvals,
                new Approvers(List.of(Json.read(approvers, String[].class))),
                all,
                at);
    }

    /** The freeze that holds; null for none. */
    public @Nullable Frozen frozen() {
        return frozen(at);
    }

    /** The freeze that will hold at an instant, as far as is known. */
    public @Nullable Frozen frozen(Instant then) {
        return Freeze.at(freezes, then);
    }

    /** When a freeze begins or ends next, so that this is no longer so; null for never. */
    public @Nullable Instant until() {
        return Freeze.nextTurn(freezes, at);
    }

    /** Refuses an edit that must not be made, and says how it could be. */
    public void permit(Intent intent) {
        intent.caller().requireMay(Role.EDIT);
        permitByProtection(intent);
        permitByFreezes(intent);
    }

    /** The same for freezes alone. */
    public void permitByFreezes(Intent intent) {
        Frozen frozen = frozen();
        if (frozen != null) {
            permitIn(frozen, intent);
        }
    }

    /** The same but for freezes: for what makes things safe, which no freeze is in the way of. */
    public void permitByProtection(Intent intent) {
        permitByApprovals(intent);
        if (isProtected && !mayEditProtected(intent)) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "\"" + environment + "\" is protected: only releasers and admins change it. Ask one of them.");
        }
        if (asksForComment() && !intent.isExplained()) {
            throw Failure.invalid(
                    "/comment",
                    "\"" + environment + "\" takes no change without a reason: send \"comment\", in the body or, where"
                            + " that is a document of its own, as ?comment=.");
        }
    }

    /** The same for approvals alone. */
    public void permitByApprovals(Intent intent) {
        if (approvals == 0 || intent.consent() == Consent.GIVEN) {
            return;
        }
        if (intent.consent() == Consent.NONE) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "\"" + environment + "\" asks for " + approvals
                            + (approvals == 1 ? " approval" : " approvals")
                            + " of each edit: POST …/environments/" + environment
                            + "/change-requests with what you want to change. In an emergency an admin can make it with"
                            + " ?overrideApproval=true and a comment.");
        }
        if (!mayOverride(intent.caller())) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "\"" + environment + "\" asks for approvals; only who may release and approve, or an admin, may do"
                            + " without. POST …/environments/" + environment + "/change-requests.");
        }
        if (!intent.isExplained()) {
            throw Failure.invalid(
                    "/comment",
                    "Say why this cannot wait for approval: send \"comment\", in the body or, where that is a document"
                            + " of its own, as ?comment=.");
        }
    }

    private static boolean mayOverride(Caller caller) {
        return caller.permissions().contains(Role.OVERRIDE)
                || caller.permissions().contains(Role.RELEASE)
                        && caller.permissions().contains(Role.APPROVE);
    }

    /** Whether each edit needs a comment. */
    public boolean asksForComment() {
        return isProtected || requireComments;
    }

    /** Whether somebody may approve edits here. */
    public boolean mayApprove(Caller caller) {
        return approvers.include(caller);
    }

    /** Whether an edit is made without the approvals that are asked for. */
    public boolean isOverridden(Intent intent) {
        return approvals > 0 && intent.consent() == Consent.OVERRIDDEN;
    }

    private static boolean mayEditProtected(Intent intent) {
        return intent.caller().permissions().contains(Role.RELEASE)
                || intent.caller().permissions().contains(Role.OVERRIDE);
    }

    private void permitIn(Frozen frozen, Intent intent) {
        if (!intent.overrideFreeze()) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "\"" + environment + "\" is " + frozen.words() + ". Flags can still be turned off and releases"
                            + " rolled back; an admin can make any change with ?overrideFreeze=true and a comment.");
        }
        if (!intent.caller().permissions().contains(Role.OVERRIDE)) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "\"" + environment + "\" is " + frozen.words() + "; only an admin may override that.");
        }
        if (!intent.isExplained()) {
            throw Failure.invalid(
                    "/comment",
                    "Say why the freeze \"" + frozen.name()
                            + "\" is overridden: send \"comment\", in the body or, where"
                            + " that is a document of its own, as ?comment=.");
        }
    }

    /** A comment as it is to be kept: it says so where it is an edit in spite of a freeze, or without approval. */
    public @Nullable String told(Intent intent, @Nullable String comment) {
        Frozen frozen = frozen();
        String said = isOverridden(intent) ? "Without approval: " + comment : comment;
        return frozen == null || !intent.overrideFreeze()
                ? said
                : "In spite of the freeze \"" + frozen.name() + "\": " + said;
    }

    /** What the audit calls an edit: as usual, or that it was made without approval. */
    public String action(Intent intent, String usual) {
        return isOverridden(intent) ? OVERRIDDEN : usual;
    }
}
