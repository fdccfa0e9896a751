package dev.firstlight.server.exchange;

import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.exchange.flagd.FlagdExport;
import dev.firstlight.server.exchange.unleash.UnleashExport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The systems for which documents can be written. */
enum Destination {
    FLAGD("flagd", FlagdExport::of),
    UNLEASH("unleash", UnleashExport::of);

    private final String word;
    private final Function<RulesetSpec, Exported> write;

    Destination(String word, Function<RulesetSpec, Exported> write) {
        this.word = word;
        this.write = write;
    }

    /** The system of a name, empty where there is none. */
    static Optional<Destination> of(String word) {
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

    /** Writes a ruleset as the system reads it. */
    Exported write(RulesetSpec spec) {
        return write.apply(spec);
    }
}
