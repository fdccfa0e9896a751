package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.exchange.flagd.Flagd;
import dev.firstlight.server.exchange.growthbook.GrowthBook;
import dev.firstlight.server.exchange.launchdarkly.LaunchDarkly;
import dev.firstlight.server.exchange.unleash.Unleash;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The systems whose documents can be read. */
enum ForeignSystem {
    FLAGD("flagd", Flagd::read),
    GROWTHBOOK("growthbook", GrowthBook::read),
    LAUNCHDARKLY("launchdarkly", LaunchDarkly::read),
    UNLEASH("unleash", Unleash::read);

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

    /** Reads a document of the system. */
    Source read(JsonNode document) {
        return read.apply(document);
    }
}
