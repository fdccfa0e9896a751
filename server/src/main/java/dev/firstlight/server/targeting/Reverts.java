package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.ChangeLog;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.KeptAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way back: an edit like any other, to what was there at an earlier revision. */
@ApplicationScoped
class Reverts {

    private final Environments environments;
    private final ChangeLog log;
    private final History history;
    private final TargetingService service;

    Reverts(Environments environments, ChangeLog log, History history, TargetingService service) {
        this.environments = environments;
        this.log = log;
        this.history = history;
        this.service = service;
    }

    /** Takes a flag's targeting back; its variants, which belong to all environments, stay as they are. */
    Uni<KeptAnswer> flag(
            String project, String environment, String flag, @Nullable Long version, long revision, Options options) {
        return history.documentAt(project, environment, flag, revision)
                .flatMap(document -> service.edit(
                        project, environment, FlagEdit.back(flag, version, document), explained(options, revision)));
    }

    private static Options explained(Options options, long revision) {
        String comment = options.comment() == null ? "Back to revision " + revision + "." : options.comment();
        return new Options(options.caller(), comment, options.dryRun(), options.once(), options.explained());
    }

    /**
     * Takes all flags of an environment back, in one revision. What the way back cannot reach is named in the answer:
     * flags that were not there then, flags that are gone since, and segments that are no longer what they were.
     *
     * @param revision where to; null for a time
     * @param at the time; null for a revision
     */
    Uni<KeptAnswer> environment(
            String project, String environment, @Nullable Long revision, @Nullable Instant at, Options options) {
        if ((revision == null) == (at == null)) {
            throw Failure.invalid("/revision", "Send \"revision\" or \"at\", a time: one of them.");
        }
        return environments.require(project, environment).flatMap(where -> (revision != null
                        ? Uni.createFrom().item(revision)
                        : log.revisionAt(where.id(), where.epoch(), java.util.Objects.requireNonNull(at)))
                .flatMap(to -> back(where, to, options)));
    }

    private Uni<KeptAnswer> back(EnvironmentRef where, long revision, Options options) {
        if (revision < 1 || revision > where.revision()) {
            throw Failure.invalid(
                    "/revision", "The environment is at revision " + where.revision() + "; name that or an earlier.");
        }
        return log.at(where.id(), where.epoch(), revision).flatMap(then -> log.at(
                        where.id(), where.epoch(), where.revision())
                .flatMap(now -> {
                    Back back = new Back(documents(then), documents(now));
                    return back.edits().isEmpty()
                            ? Uni.createFrom().item(back.nothing(where))
                            : service.editAll(where.project(), where.key(), back.edits(), explained(options, revision))
                                    .map(back::explain);
                }));
    }

    private static Map<Change.Kind, Map<String, String>> documents(List<Change> changes) {
        Map<Change.Kind, Map<String, String>> documents = new HashMap<>();
        changes.forEach(change -> {
            if (change.document() != null) {
                documents
                        .computeIfAbsent(change.kind(), kind -> new HashMap<>())
                        .put(change.key(), change.document());
            }
        });
        return documents;
    }

    private record Back(Map<Change.Kind, Map<String, String>> then, Map<Change.Kind, Map<String, String>> now) {

        private static Map<String, String> of(Map<Change.Kind, Map<String, String>> documents, Change.Kind kind) {
            return documents.getOrDefault(kind, Map.of());
        }

        List<FlagEdit> edits() {
            List<FlagEdit> edits = new ArrayList<>();
            of(then, Change.Kind.FLAG).forEach((flag, document) -> {
                String present = of(now, Change.Kind.FLAG).get(flag);
                if (present != null && !FlagDocument.targeting(present).equals(FlagDocument.targeting(document))) {
                    edits.add(FlagEdit.back(flag, null, document));
                }
            });
            return edits;
        }

        KeptAnswer nothing(EnvironmentRef where) {
            ObjectNode view = dev.firstlight.server.platform.Json.object().put("revision", where.revision());
            view.putArray("flags");
            return explain(new KeptAnswer(200, null, view));
        }

        KeptAnswer explain(KeptAnswer answer) {
            ObjectNode view = (ObjectNode) java.util.Objects.requireNonNull(answer.body());
            put(view.putArray("flagsNotThereThen"), missing(now, then, Change.Kind.FLAG));
            put(view.putArray("flagsGoneSince"), missing(then, now, Change.Kind.FLAG));
            Set<String> segments = missing(now, then, Change.Kind.SEGMENT);
            of(then, Change.Kind.SEGMENT).forEach((key, document) -> {
                if (!document.equals(of(now, Change.Kind.SEGMENT).get(key))) {
                    segments.add(key);
                }
            });
            put(view.putArray("segmentsThatDiffer"), segments);
            return answer;
        }

        private static Set<String> missing(
                Map<Change.Kind, Map<String, String>> in,
                Map<Change.Kind, Map<String, String>> from,
                Change.Kind kind) {
            Set<String> keys = new HashSet<>(of(in, kind).keySet());
            keys.removeAll(of(from, kind).keySet());
            return keys;
        }

        private static void put(ArrayNode list, Set<String> keys) {
            keys.stream().sorted().forEach(list::add);
        }
    }
}
