package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.server.environment.Difference;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Problem;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants of one flag.
 *
 * @param version what the client saw, null where it does not mind
 * @param step from the targeting as it is to the targeting as it shall be
 * @param told how a problem of the targeting that would be is said of what was sent
 */
record FlagEdit(
        String flag, @Nullable Long version, UnaryOperator<ObjectNode> step, UnaryOperator<Problem.Entry> told) {

    /** Refuses where the flag is not at the version that the edit's author saw, with what the edit would change. */
    void requireSeen(Held held, EnvironmentRef where) {
        if (version != null && version != held.version()) {
            throw Failure.stale(
                    "The flag is at version " + held.version() + " in " + where.key()
                            + "; look at \"current\", then send your edit again.",
                    held.view(),
                    differences(held));
        }
    }

    /** What it would change in a flag; null where it cannot be made on what is there. */
    @Nullable
    JsonNode differences(Held held) {
        try {
            FlagSpec after = FlagDocument.withTargeting(held, step.apply(held.targeting()));
            return Difference.json(FlagDifference.between(held.spec(), after));
        } catch (Failure e) {
            return null;
        }
    }

    /** A whole targeting that was sent. */
    static FlagEdit replace(String flag, @Nullable Long version, ObjectNode targeting, String pointer) {
        return new FlagEdit(
                flag,
                version,
                before -> targeting,
                entry -> new Problem.Entry(pointer + entry.pointer(), entry.detail()));
    }

    /** What the flag did at an earlier revision. */
    static FlagEdit back(String flag, @Nullable Long version, String document) {
        ObjectNode targeting = FlagDocument.targeting(document);
        return new FlagEdit(
                flag,
                version,
                before -> targeting,
                entry -> new Problem.Entry(
                        "/revision",
                        "\"" + flag + "\" cannot go back there; at " + entry.pointer() + " of what it did then: "
                                + entry.detail()));
    }

    /** A merge patch that was sent. */
    static FlagEdit patch(String flag, @Nullable Long version, ObjectNode patch, String pointer) {
        return new FlagEdit(
                flag,
                version,
                before -> FlagDocument.patched(before, patch),
                entry -> new Problem.Entry(pointer + entry.pointer(), entry.detail()));
    }

    /** Instructions that were sent; what is wrong with the outcome is said of all of them. */
    static FlagEdit instructions(String flag, @Nullable Long version, @Nullable JsonNode instructions, String pointer) {
        if (instructions == null) {
            throw Failure.invalid(pointer, "Send \"instructions\", a list of steps, each with a \"kind\".");
        }
        return new FlagEdit(
                flag,
                version,
                before -> Instructions.apply(before, instructions, pointer),
                entry -> entry.pointer().startsWith(pointer)
                        ? entry
                        : new Problem.Entry(
                                pointer, "At " + entry.pointer() + " of what they make: " + entry.detail()));
    }
}
