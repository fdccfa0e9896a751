package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.cli.ApiClient;
import dev.firstlight.server.cli.ApiClient.Answer;
import dev.firstlight.server.cli.ApiProblem;
import dev.firstlight.server.cli.CommandFailure;
import dev.firstlight.server.cli.ExitCode;
import dev.firstlight.server.cli.code.Change.Kind;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the changes of a plan, each on condition that what it changes is as the plan read it. What flags do in an
 * environment is one revision, as far as a request can hold it.
 */
final class Applier {

    private static final int STALE = 412;
    private static final int EXISTS = 428;
    private static final int CONFLICT = 409;

    private final ApiClient api;
    private final ServerState state;
    private final Guard guard;
    private final Map<String, Long> flags;
    private final Map<String, Long> targetings;
    private final List<Change> done = new ArrayList<>();

    private Applier(ApiClient api, ServerState state) {
        this.api = api;
        this.state = state;
        this.guard = new Guard(api, state);
        this.flags = new HashMap<>(state.flags());
        this.targetings = new HashMap<>(state.targetings());
    }

    static void apply(ApiClient api, ServerState state, Code wanted, List<Change> changes, @Nullable String comment) {
        Applier applier = new Applier(api, state);
        try {
            applier.run(wanted, changes, comment);
        } catch (ApiProblem e) {
            boolean quicker = e.status() == STALE || e.status() == EXISTS;
            String why = quicker ? "Somebody changed this since it was read; plan again. " : "";
            throw applier.stopped(
                    quicker || e.status() == CONFLICT ? ExitCode.REFUSED : e.exitCode(), why + e.getMessage(), changes);
        } catch (CommandFailure e) {
            throw applier.stopped(e.code(), String.valueOf(e.getMessage()), changes);
        }
    }

    private CommandFailure stopped(ExitCode code, String why, List<Change> changes) {
        String made = done.isEmpty()
                ? "Nothing was changed."
                : done.size() + " of " + changes.size() + " changes are made; plan again for the rest.";
        return new CommandFailure(code, why + "\n" + made);
    }

    private void run(Code wanted, List<Change> changes, @Nullable String comment) {
        Map<String, List<Change>> edits = new LinkedHashMap<>();
        List<Change> shrinking = new ArrayList<>();
        for (Change change : changes) {
            if (change.kind() == Kind.TARGETING && change.environment() != null) {
                edits.computeIfAbsent(change.environment(), environment -> new ArrayList<>())
                        .add(change);
            } else if (change.after() != null) {
                put(change, wanted);
                if (change.kind() == Kind.FLAG && change.before() != null) {
                    shrinking.add(change);
                }
            }
        }
        edits.forEach((environment, all) -> all.forEach(change -> tests(environment, change, comment)));
        edits.forEach((environment, all) -> Batches.of(all, targetings, comment).forEach(batch -> {
            api.send("POST", ApiClient.path("environments", environment, "changes"), batch.body(), null);
            done.addAll(batch.changes());
        }));
        shrinking.forEach(this::shrink);
        changes.stream().filter(change -> change.after() == null).forEach(this::delete);
    }

    private void put(Change change, Code wanted) {
        ObjectNode body = change.object().deepCopy();
        String key = change.key();
        String environment = change.environment() == null ? "" : change.environment();
        switch (change.kind()) {
            case PROJECT -> api.sendTo("POST", "/projects", body.put("key", key), null);
            case ENVIRONMENT -> api.send("POST", "/environments", body.put("key", key), null);
            case REGION -> {
                guard.region(key);
                api.send("PUT", ApiClient.path("regions", key), body, null);
            }
            case GROUP -> {
                guard.group(key);
                api.send("PUT", ApiClient.path("region-groups", key), body, null);
            }
            case SEGMENT -> {
                Long version = state.segments().get(ServerState.at(environment, key));
                api.send("PUT", ApiClient.path("environments", environment, "segments", key), body, tag(version));
            }
            case FLAG -> flag(change, body, wanted);
            case TARGETING -> throw new IllegalStateException("targetings are sent together");
        }
        done.add(change);
    }

    private void flag(Change change, ObjectNode body, Code wanted) {
        if (change.before() == null) {
            ObjectNode made = Planner.made(wanted, change.key());
            body.put("key", change.key());
            body.set(Field.OFF_VARIANT, made == null ? Json.node(null) : made.path(Field.OFF_VARIANT));
            read(change.key(), api.send("POST", "/flags", body, null), false);
            return;
        }
        ObjectNode patch = Json.object();
        for (String field : Field.FLAG) {
            JsonNode was = change.before().path(field);
            JsonNode is = body.path(field);
            JsonNode part = field.equals(Field.VARIANTS) ? Differences.patch(was, is, false) : is;
            if (!was.equals(is) && !(field.equals(Field.VARIANTS) && part.isEmpty())) {
                patch.set(field, part);
            }
        }
        if (!patch.isEmpty()) {
            patch(change.key(), patch);
        }
    }

    /** Tests go first: those that were there would refuse what those that come ask for. */
    private void tests(String environment, Change change, @Nullable String comment) {
        JsonNode before =
                change.before() == null ? Json.list() : change.before().path(Field.TESTS);
        JsonNode after = change.object().path(Field.TESTS);
        if (before.equals(after)) {
            return;
        }
        String at = ServerState.at(environment, change.key());
        ObjectNode body = Json.object();
        body.set(Field.TESTS, after);
        String path = ApiClient.path("flags", change.key(), "environments", environment, "tests");
        Answer answer = api.send("PUT", path, body, tag(targetings.get(at)));
        targetings.put(at, answer.body().path("version").asLong());
    }

    /** Variants go when nothing serves them any more. */
    private void shrink(Change change) {
        JsonNode before =
                change.before() == null ? Json.object() : change.before().path(Field.VARIANTS);
        ObjectNode gone = Json.object();
        before.fieldNames().forEachRemaining(name -> {
            if (!change.object().path(Field.VARIANTS).has(name)) {
                gone.putNull(name);
            }
        });
        if (!gone.isEmpty()) {
            ObjectNode patch = Json.object();
            patch.set(Field.VARIANTS, gone);
            api.send("PATCH", ApiClient.path("flags", change.key()), patch, tag(flags.get(change.key())));
        }
    }

    private void patch(String key, ObjectNode patch) {
        read(key, api.send("PATCH", ApiClient.path("flags", key), patch, tag(flags.get(key))), true);
    }

    /** Takes the versions that our own change made; what others changed in between is theirs. */
    private void read(String key, Answer answer, boolean compare) {
        flags.put(key, answer.body().path("version").asLong());
        answer.body().path("environments").properties().forEach(one -> {
            ObjectNode planned = state.code().targetings(one.getKey()).get(key);
            if (compare
                    && !ServerReader.only(one.getValue(), Field.TARGETING, null).equals(planned)) {
                throw new CommandFailure(
                        ExitCode.REFUSED,
                        "Somebody changed " + one.getKey() + "/" + key + " since it was read; plan again.");
            }
            targetings.put(
                    ServerState.at(one.getKey(), key),
                    one.getValue().path("version").asLong());
        });
    }

    private void delete(Change change) {
        String environment = change.environment() == null ? "" : change.environment();
        switch (change.kind()) {
            case FLAG -> api.send("DELETE", ApiClient.path("flags", change.key()), null, tag(flags.get(change.key())));
            case SEGMENT -> {
                guard.segment(environment, change.key());
                api.send("DELETE", ApiClient.path("environments", environment, "segments", change.key()), null, null);
            }
            case GROUP -> {
                guard.group(change.key());
                api.send("DELETE", ApiClient.path("region-groups", change.key()), null, null);
            }
            default -> throw new IllegalStateException(change.kind() + " is never removed");
        }
        done.add(change);
    }

    private static @Nullable String tag(@Nullable Long version) {
        return version == null ? null : "\"" + version + "\"";
    }
}
