package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.exchange.flagd.Flagd;
import dev.firstlight.server.exchange.growthbook.GrowthBook;
import dev.firstlight.server.exchange.launchdarkly.LaunchDarkly;
import dev.firstlight.server.exchange.unleash.Unleash;
import dev.firstlight.server.platform.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The systems whose documents can be read. */
enum ForeignSystem {
    FLAGD("flagd", Flagd::read),
    GROWTHBOOK("growthbook", GrowthBook::read),
    LAUNCHDARKLY("launchdarkly", LaunchDarkly::read),
    UNLEASH("unleash", Unleash::read);

    private static final ForeignLists OF_UNLEASH = new ForeignLists(
            Set.of(
                    "features",
                    "strategies",
                    "constraints",
                    "variants",
                    "overrides",
                    "dependencies",
                    "events",
                    "segments"),
            Set.of("parameters", "payload"));

    private static final ForeignLists OF_LAUNCHDARKLY = new ForeignLists(
            Set.of(
                    "rules",
                    "clauses",
                    "values",
                    "targets",
                    "contextTargets",
                    "prerequisites",
                    "variations",
                    "includedContexts",
                    "excludedContexts"),
            Set.of("variations"));

    private static final ForeignLists OF_GROWTHBOOK = new ForeignLists(
            Set.of("rules", "parentConditions", "filters", "variations"),
            Set.of("condition", "variations", "defaultValue", "force"));

    private final String word;
    private final Function<JsonNode, Source> read;

    ForeignSystem(String word, Function<JsonNode, Source> read) {
        this.word = word;
        this.read = read;
    }

    /** The system of a name, empty where there is none. */
    static Optional<ForeignSystem> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** The names. */
    static List<String> words() {
        return Arrays.stream(values()).map(one -> one.word).toList();
    }

    /** Its name. */
    String word() {
        return word;
    }

    /**
     * Reads a document of the system.
     *
     * @throws Failure where it is not even built as such a document is
     */
    Source read(JsonNode document) {
        switch (this) {
            case UNLEASH -> OF_UNLEASH.check(document, "");
            case LAUNCHDARKLY -> {
                OF_LAUNCHDARKLY.checkEach(document.path("flags"), "/flags");
                OF_LAUNCHDARKLY.checkEach(document.path("segments"), "/segments");
            }
            case GROWTHBOOK -> OF_GROWTHBOOK.checkEach(document.path("features"), "/features");
            case FLAGD -> {
                // All lists in it are JsonLogic's, whose reader asks.
            }
        }
        return read.apply(document);
    }
}
