package dev.firstlight.testing;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.wire.RulesetJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Flags that a test programs. The clients are the real ones, with their real evaluator; a change is served at once, and
 * listeners hear of it before the call returns. Nothing goes over a network, and no thread is started. May be used from any
 * thread.
 */
public final class TestFlags {

    // Guarded by this.
    private final Map<String, ProgrammedFlag> flags = new LinkedHashMap<>();
    private final List<FlagClient> clients = new ArrayList<>();
    private long revision = 1;

    /** No flag at all: evaluations get their fallback. */
    public TestFlags() {}

    /**
     * A flag serves this from now on, but for those that {@link #setFor} named.
     *
     * @param flag the flag's key; a flag that is not there yet comes to be
     * @param value Boolean, String, Number, or Map with string keys
     * @return these flags
     * @throws IllegalArgumentException where it is none of these, or not of the type of the values that it serves some
     */
    public synchronized TestFlags set(String flag, Object value) {
        ProgrammedFlag known = flags.get(flag);
        ProgrammedFlag next =
                known == null ? new ProgrammedFlag(ProgrammedFlag.checked(value), Map.of()) : known.serving(value);
        return put(flag, next);
    }

    /**
     * A flag serves one targeting key this from now on.
     *
     * @param targetingKey whom it is served
     * @param flag the flag's key
     * @param value of the type that the flag has
     * @return these flags
     * @throws IllegalArgumentException as in {@link #set}, and where the flag has no value for everybody else yet
     */
    public synchronized TestFlags setFor(String targetingKey, String flag, Object value) {
        ProgrammedFlag known = flags.get(flag);
        if (known == null) {
            throw new IllegalArgumentException("Set a value of '" + flag + "' for everybody first.");
        }
        return put(flag, known.servingTo(targetingKey, value));
    }

    private TestFlags put(String flag, ProgrammedFlag next) {
        next.spec(flag); // before anything is changed
        flags.put(flag, next);
        return publish();
    }

    /**
     * There is no such flag from now on: evaluations get their fallback.
     *
     * @param flag the flag's key; nothing happens where there is none
     * @return these flags
     */
    public synchronized TestFlags remove(String flag) {
        flags.remove(flag);
        return publish();
    }

    /**
     * A client of these flags; there may be several, and all serve the same.
     *
     * @return the client, which closes nothing but itself
     */
    public synchronized FlagClient client() {
        FlagClient client =
                FlagClient.builder().offline(true).bootstrap(ruleset()).build();
        clients.add(client);
        return client;
    }

    private TestFlags publish() {
        revision++;
        String next = ruleset();
        clients.forEach(client -> client.serve(next));
        return this;
    }

    private String ruleset() {
        Map<String, FlagSpec> specs = new LinkedHashMap<>();
        flags.forEach((key, flag) -> specs.put(key, flag.spec(key)));
        return RulesetJson.write(new RulesetSpec("test", "test", 1, revision, Map.of(), specs, Map.of()))
                .toString();
    }
}
