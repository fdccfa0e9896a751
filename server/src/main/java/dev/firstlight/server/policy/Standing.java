package dev.firstlight.server.policy;

import com.fasterxml.jackson.databind.JsonNode;
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
 * @param at the instant
 */
public record Standing(
        String environment,
        long version,
        boolean isProtected,
        boolean requireComments,
        List<Freeze> freezes,
        Instant at) {

    /**
     * As it is read.
     *
     * @param freezes a JSON list of {@code [id, name, window]}
     */
    public static Standing of(
            String environment,
            long version,
            boolean isProtected,
            boolean requireComments,
            String freezes,
            Instant at) {
        List<Freeze> all = new ArrayList<>();
        for (JsonNode freeze : Json.read(freezes)) {
            all.add(new Freeze(freeze.get(0).asText(), freeze.get(1).asText(), WindowJson.kept(freeze.get(2))));
        }
        return new Standing(environment, version, isProtected, requireComments, all, at);
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

    /** The same but for freezes: for what makes things safe, and must always work. */
    public void permitByProtection(Intent intent) {
        if (isProtected && !mayEditProtected(intent)) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "\"" + environment + "\" is protected: only releasers and admins change it. Ask one of them.");
        }
        if ((isProtected || requireComments) && !intent.isExplained()) {
            throw Failure.invalid(
                    "/comment",
                    "\"" + environment + "\" takes no change without a reason: send \"comment\", in the body or, where"
                            + " that is a document of its own, as ?comment=.");
        }
    }

    private static boolean mayEditProtected(Intent intent) {
        return intent.caller().permissions().contains(Role.RELEASE)
                || intent.caller().permissions().contains(Role.ADMINISTER);
    }

    private void permitIn(Frozen frozen, Intent intent) {
        if (!intent.overrideFreeze()) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "\"" + environment + "\" is " + frozen.words() + ". Flags can still be turned off and releases"
                            + " rolled back; an admin can make any change with ?overrideFreeze=true and a comment.");
        }
        if (!intent.caller().permissions().contains(Role.ADMINISTER)) {
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

    /** A comment as it is to be kept: it says so where it is an edit in spite of a freeze. */
    public @Nullable String told(Intent intent, @Nullable String comment) {
        Frozen frozen = frozen();
        return frozen == null || !intent.overrideFreeze()
                ? comment
                : "In spite of the freeze \"" + frozen.name() + "\": " + comment;
    }
}
