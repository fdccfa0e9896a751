package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.ChangeLog;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.targeting.FlagDocument;
import dev.firstlight.server.targeting.Targetings;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flags that are done: no longer sent to SDKs, kept with their history, and brought back where that was too early. */
@ApplicationScoped
class Archive {

    private final Everywhere everywhere;
    private final FlagRepository repository;
    private final Targetings targetings;
    private final Lifecycles lifecycles;
    private final ChangeLog log;
    private final Clock clock;

    Archive(
            Everywhere everywhere,
            FlagRepository repository,
            Targetings targetings,
            Lifecycles lifecycles,
            ChangeLog log,
            Clock clock) {
        this.everywhere = everywhere;
        this.repository = repository;
        this.targetings = targetings;
        this.lifecycles = lifecycles;
        this.log = log;
        this.clock = clock;
    }

    /** Puts a flag away; 409 while applications ask for it, unless they are to get their fallbacks. */
    @WithTransaction
    Uni<Void> archive(Intent intent, String project, String key, @Nullable Long version, boolean force) {
        return repository.hold(project, key).flatMap(flag -> {
            require(flag, version);
            if (flag.archivedAt != null) {
                return Uni.createFrom().voidItem();
            }
            return lifecycles
                    .inUse(project, key)
                    .invoke(where -> refuseInUse(key, where, force))
                    .chain(() -> everywhere.inEach(
                            project,
                            intent,
                            (where, comment) ->
                                    targetings.remove(intent.caller(), where, key, "flag.archived", comment)))
                    .chain(() -> {
                        flag.archivedAt = clock.instant();
                        flag.version++;
                        return repository.flush();
                    });
        });
    }

    private static void refuseInUse(String key, List<String> where, boolean force) {
        if (!where.isEmpty() && !force) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "Applications still ask for \"" + key + "\" in " + String.join(", ", where)
                            + "; take it out of their code first. With ?force=true they get their fallbacks.");
        }
    }

    /** Brings a flag back as it was in each environment, and off. */
    @WithTransaction
    Uni<Void> restore(Caller caller, String project, String key, @Nullable Long version) {
        return repository.hold(project, key).flatMap(flag -> {
            require(flag, version);
            if (flag.archivedAt == null) {
                return Uni.createFrom().voidItem();
            }
            flag.archivedAt = null;
            flag.version++;
            return repository.flush().chain(() -> everywhere.inEach(project, where -> restore(caller, where, flag)));
        });
    }

    private Uni<Void> restore(Caller caller, EnvironmentRef where, FlagEntity flag) {
        String key = flag.id.key();
        // The last two: what took it away, and before that what it was.
        return log.history(where.id(), Change.Kind.FLAG, key, Long.MAX_VALUE, Long.MAX_VALUE, 2)
                .flatMap(versions -> {
                    String last = versions.stream()
                            .map(ChangeLog.Version::document)
                            .filter(document -> document != null)
                            .findFirst()
                            .orElse(null);
                    ObjectNode document = last == null ? fresh(flag) : (ObjectNode) Json.read(last);
                    document.remove("release");
                    document.put("enabled", false);
                    return targetings.add(caller, where, key, FlagDocument.read(document), "flag.restored");
                });
    }

    /** For an environment that was made while the flag was away. */
    private static ObjectNode fresh(FlagEntity flag) {
        ObjectNode document = Json.object();
        document.put("type", flag.type);
        ObjectNode variants = (ObjectNode) Json.read(flag.variants);
        document.set("variants", variants);
        String off = variants.has("off") ? "off" : variants.fieldNames().next();
        document.put("salt", flag.salt).put("enabled", false).put("offVariant", off);
        document.put("clientVisible", flag.clientVisible).putObject("default").put("variant", off);
        return document;
    }

    private static void require(FlagEntity flag, @Nullable Long version) {
        if (version != null && flag.version != version) {
            throw Failure.stale("The flag is at version " + flag.version + "; read it again.", FlagView.own(flag));
        }
    }
}
