package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.segment.Segments;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Making, changing and removing a flag itself: what touches it in every environment. */
@ApplicationScoped
class FlagService {

    private final Environments environments;
    private final Revisions revisions;
    private final Flags flags;
    private final Segments segments;
    private final FlagRepository repository;
    private final TargetingRepository targetings;
    private final Audit audit;
    private final Clock clock;

    FlagService(
            Environments environments,
            Revisions revisions,
            Flags flags,
            Segments segments,
            FlagRepository repository,
            TargetingRepository targetings,
            Audit audit,
            Clock clock) {
        this.environments = environments;
        this.revisions = revisions;
        this.flags = flags;
        this.segments = segments;
        this.repository = repository;
        this.targetings = targetings;
        this.audit = audit;
        this.clock = clock;
    }

    @WithTransaction
    Uni<FlagEntity> create(Caller caller, String project, FlagRequest request) {
        FlagEntity flag = new FlagEntity();
        flag.id = new FlagEntity.Key(project, request.key());
        flag.name = request.text("name", flag.id.key());
        flag.description = request.text("description", "");
        flag.tags = request.tags("[]");
        flag.type = request.type().key();
        flag.variants = Json.write(request.variants());
        flag.salt = Ids.salt();
        ObjectNode schema = VariantSchema.in(request.body());
        FlagRequest.check(request.type(), schema, request.variants());
        flag.schema = schema == null ? null : Json.write(schema);
        flag.clientVisible = request.bool("clientVisible", false);
        flag.version = 1;
        flag.createdAt = clock.instant();
        FlagSpec spec = FlagDocument.read(document(flag, request));
        return environments
                .list(project)
                .chain(() -> repository.findById(flag.id))
                .invoke(existing -> {
                    if (existing != null) {
                        throw Failure.of(Failure.Kind.CONFLICT, "There is a flag \"" + flag.id.key() + "\" already.");
                    }
                })
                .chain(() -> repository.persistAndFlush(flag))
                .chain(() -> everywhere(project, where -> add(caller, where, flag.id.key(), spec)))
                .replaceWith(flag);
    }

    private static ObjectNode document(FlagEntity flag, FlagRequest request) {
        ObjectNode document = Json.object();
        document.put("type", flag.type);
        document.set("variants", request.variants());
        document.put("salt", flag.salt);
        document.put("enabled", false);
        document.put("offVariant", request.offVariant());
        document.put("clientVisible", flag.clientVisible);
        if (request.body().hasNonNull("default")) {
            document.set("default", request.body().get("default"));
        } else {
            document.putObject("default").put("variant", request.offVariant());
        }
        return document;
    }

    private Uni<Void> add(Caller caller, EnvironmentRef where, String key, FlagSpec spec) {
        TargetingEntity targeting = new TargetingEntity();
        targeting.id = new TargetingEntity.Key(where.id(), key);
        targeting.project = where.project();
        targeting.document = "";
        return flags.candidate(where)
                .invoke(candidate -> candidate.check(key, spec))
                .chain(() -> flags.write(where, targeting, spec, caller, "flag.created", null))
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<FlagEntity> edit(Caller caller, String project, String key, FlagRequest request, long version) {
        return repository.require(project, key).flatMap(flag -> {
            if (flag.version != version) {
                throw Failure.stale("The flag is at version " + flag.version + "; read it again.", FlagView.own(flag));
            }
            String before = Json.write(FlagView.own(flag));
            flag.name = request.text("name", request.has("name") ? key : flag.name);
            flag.description = request.text("description", request.has("description") ? "" : flag.description);
            flag.tags = request.tags(request.has("tags") ? "[]" : flag.tags);
            boolean visible = request.bool("clientVisible", flag.clientVisible);
            boolean served = visible != flag.clientVisible || request.has("variants");
            flag.clientVisible = visible;
            if (request.has("variants")) {
                flag.variants = Json.write(merged(flag, request));
            }
            if (request.has("schema")) {
                ObjectNode schema = VariantSchema.in(request.body());
                flag.schema = schema == null ? null : Json.write(schema);
            }
            FlagRequest.check(
                    Objects.requireNonNull(ValueType.of(flag.type)), VariantSchema.read(flag.schema), (ObjectNode)
                            Json.read(flag.variants));
            flag.version++;
            Uni<Void> applied = served
                    ? everywhere(project, where -> reshape(caller, where, flag))
                    : audit.append(new AuditEntry(
                            project, caller, "flag.described", key, null, before, Json.write(FlagView.own(flag))));
            return repository.flush().chain(() -> applied).replaceWith(flag);
        });
    }

    private static ObjectNode merged(FlagEntity flag, FlagRequest request) {
        return Json.merge((ObjectNode) Json.read(flag.variants), request.variants());
    }

    private Uni<Void> reshape(Caller caller, EnvironmentRef where, FlagEntity flag) {
        String key = flag.id.key();
        return targetings.require(where, key).flatMap(targeting -> {
            ObjectNode document = (ObjectNode) Json.read(targeting.document);
            document.set("variants", Json.read(flag.variants));
            document.put("clientVisible", flag.clientVisible);
            FlagSpec spec = FlagDocument.read(document);
            return flags.candidate(where)
                    .invoke(candidate -> candidate.check(key, spec))
                    .chain(() -> flags.write(where, targeting, spec, caller, "flag.changed", null))
                    .replaceWithVoid();
        });
    }

    @WithTransaction
    Uni<Void> delete(Caller caller, String project, String key, @Nullable Long version) {
        return repository.require(project, key).flatMap(flag -> {
            if (version != null && flag.version != version) {
                throw Failure.stale("The flag is at version " + flag.version + "; read it again.", FlagView.own(flag));
            }
            return everywhere(project, where -> remove(caller, where, key))
                    .chain(() -> repository.delete(flag))
                    .chain(repository::flush);
        });
    }

    private Uni<Void> remove(Caller caller, EnvironmentRef where, String key) {
        return targetings.require(where, key).flatMap(targeting -> {
            if (FlagDocument.spec(targeting.document).release() != null) {
                throw Failure.of(
                        Failure.Kind.CONFLICT,
                        "A release moves this flag in " + where.key() + "; end the release first.");
            }
            return flags.candidate(where)
                    .invoke(candidate -> candidate.checkWithout(key))
                    .chain(() -> segments.usedByFlag(where.id(), key, List.of()))
                    .chain(() -> targetings.delete(targeting))
                    .chain(() -> revisions.change(
                            where,
                            List.of(new Change(Change.Kind.FLAG, key, null)),
                            new AuditEntry(
                                    where.project(),
                                    caller,
                                    "flag.deleted",
                                    where.key() + "/" + key,
                                    null,
                                    targeting.document,
                                    null)))
                    .replaceWithVoid();
        });
    }

    /** Does something in each environment of a project, each locked before it, in the order of their ids. */
    private Uni<Void> everywhere(String project, Function<EnvironmentRef, Uni<Void>> action) {
        return environments.list(project).flatMap(all -> Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(
                        environment -> revisions.lock(environment).flatMap(where -> action.apply(where)))
                .collect()
                .asList()
                .replaceWithVoid());
    }
}
