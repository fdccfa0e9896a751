package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Difference;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.targeting.FlagDocument;
import dev.firstlight.server.targeting.Targetings;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Making, changing and removing a flag itself: what touches it in every environment. */
@ApplicationScoped
class FlagService {

    private final Everywhere everywhere;
    private final Environments environments;
    private final FlagRepository repository;
    private final Targetings targetings;
    private final Audit audit;
    private final Clock clock;

    FlagService(
            Everywhere everywhere,
            Environments environments,
            FlagRepository repository,
            Targetings targetings,
            Audit audit,
            Clock clock) {
        this.everywhere = everywhere;
        this.environments = environments;
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
        flag.salt = request.salt();
        flag.owner = request.owner(null);
        flag.links = request.links("[]");
        flag.lifetime = request.lifetime(null);
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
                .chain(() -> everywhere.inEach(
                        project, where -> targetings.add(caller, where, flag.id.key(), spec, "flag.created")))
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

    /** Which flag is meant, by whom, and how. */
    record Order(
            Intent intent,
            String project,
            String key,
            @Nullable Long version,
            boolean dryRun) {}

    /** Changes a flag by what a request makes of it as it is; answers with the flag itself and what differs. */
    @WithTransaction
    Uni<ObjectNode> edit(Order order, Function<ObjectNode, FlagRequest> asked) {
        return repository.hold(order.project, order.key).flatMap(flag -> {
            ObjectNode before = FlagView.own(flag);
            requireSeen(flag, order.version);
            if (flag.archivedAt != null) {
                throw Failure.of(Failure.Kind.CONFLICT, "\"" + order.key + "\" is archived; restore it first.");
            }
            return edit(order, flag, asked.apply(before))
                    .call(() -> undoneIf(order.dryRun))
                    .map(ignored -> {
                        ObjectNode after = FlagView.own(flag);
                        JsonNode differences = Difference.json(FieldDifferences.between(before, after));
                        return (ObjectNode) after.put("dryRun", order.dryRun).set("differences", differences);
                    });
        });
    }

    private static void requireSeen(FlagEntity flag, @Nullable Long version) {
        if (version != null && flag.version != version) {
            throw Failure.stale("The flag is at version " + flag.version + "; read it again.", FlagView.own(flag));
        }
    }

    /** A dry run is made to the end and taken back with its transaction. */
    static Uni<Void> undoneIf(boolean dryRun) {
        return dryRun
                ? Panache.currentTransaction()
                        .invoke(Mutiny.Transaction::markForRollback)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> edit(Order order, FlagEntity flag, FlagRequest request) {
        Intent intent = order.intent;
        String project = order.project;
        String key = order.key;
        String before = Json.write(FlagView.own(flag));
        flag.name = request.text("name", request.has("name") ? key : flag.name);
        flag.description = request.text("description", request.has("description") ? "" : flag.description);
        flag.tags = request.tags(request.has("tags") ? "[]" : flag.tags);
        flag.owner = request.owner(flag.owner);
        flag.links = request.links(flag.links);
        flag.lifetime = request.lifetime(flag.lifetime);
        boolean visible = request.bool("clientVisible", !request.has("clientVisible") && flag.clientVisible);
        boolean shown = visible != flag.clientVisible;
        String variants = flag.variants;
        flag.clientVisible = visible;
        if (request.has("variants")) {
            flag.variants = Json.write(request.whole() ? request.variants() : merged(flag, request));
        }
        if (request.has("schema")) {
            ObjectNode schema = VariantSchema.in(request.body());
            flag.schema = schema == null ? null : Json.write(schema);
        }
        FlagRequest.check(Objects.requireNonNull(ValueType.of(flag.type)), VariantSchema.read(flag.schema), (ObjectNode)
                Json.read(flag.variants));
        flag.version++;
        // What stays as it is concerns no environment, also where all of the flag is sent.
        Uni<Void> applied = shown || !flag.variants.equals(variants)
                ? inEach(order, (where, comment) -> reshape(intent.caller(), where, flag, comment))
                : audit.append(new AuditEntry(
                        project,
                        intent.caller(),
                        "flag.described",
                        key,
                        intent.comment(),
                        before,
                        Json.write(FlagView.own(flag))));
        return repository.flush().chain(() -> applied);
    }

    /** Each environment has a say in it, but in what only might be. */
    private Uni<Void> inEach(Order order, Everywhere.Change change) {
        return order.dryRun
                ? everywhere.inEach(order.project, where -> change.in(where, order.intent.comment()))
                : everywhere.inEach(order.project, order.intent, change);
    }

    private static ObjectNode merged(FlagEntity flag, FlagRequest request) {
        return Json.merge((ObjectNode) Json.read(flag.variants), request.variants());
    }

    private Uni<Void> reshape(Caller caller, EnvironmentRef where, FlagEntity flag, @Nullable String comment) {
        return targetings.reshape(
                caller,
                where,
                flag.id.key(),
                document -> {
                    document.set("variants", Json.read(flag.variants));
                    return document.put("clientVisible", flag.clientVisible);
                },
                comment);
    }

    @WithTransaction
    Uni<Void> delete(Order order) {
        Intent intent = order.intent;
        String project = order.project;
        String key = order.key;
        return repository.hold(project, key).flatMap(flag -> {
            requireSeen(flag, order.version);
            Uni<Void> gone = flag.archivedAt != null
                    ? audit.append(new AuditEntry(
                            project,
                            intent.caller(),
                            "flag.deleted",
                            key,
                            intent.comment(),
                            Json.write(FlagView.own(flag)),
                            null))
                    : inEach(
                            order,
                            (where, comment) ->
                                    targetings.remove(intent.caller(), where, key, "flag.deleted", comment));
            return gone.chain(() -> repository.delete(flag))
                    .chain(repository::flush)
                    .chain(() -> undoneIf(order.dryRun));
        });
    }
}
