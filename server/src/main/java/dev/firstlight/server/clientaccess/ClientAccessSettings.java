package dev.firstlight.server.clientaccess;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What administrators set. */
@ApplicationScoped
class ClientAccessSettings {

    private static final String SECRET = "flh_";

    private final ClientAccessRows rows;
    private final Environments environments;
    private final Audit audit;

    ClientAccessSettings(ClientAccessRows rows, Environments environments, Audit audit) {
        this.rows = rows;
        this.environments = environments;
        this.audit = audit;
    }

    /** What was set, and the secret where one was made just now. */
    record Set(ClientAccessRows.Kept kept, @Nullable String secret) {}

    Uni<ClientAccessRows.Kept> get(String project, String environment) {
        return environments.require(project, environment).flatMap(found -> rows.read(found.id()));
    }

    /** A first secret is made when secure mode is first turned on. */
    @WithTransaction
    Uni<Set> put(Caller caller, String project, String environment, List<String> origins, boolean secureMode) {
        List<String> checked = Origins.checked(origins);
        return environments.require(project, environment).flatMap(found -> rows.read(found.id())
                .flatMap(before -> {
                    String secret = secureMode && before.secretMadeAt() == null ? Ids.secret(SECRET) : null;
                    return write(caller, found, before, checked, secureMode, secret);
                }));
    }

    /** Another secret, at once in place of the one before. */
    @WithTransaction
    Uni<Set> newSecret(Caller caller, String project, String environment) {
        return environments.require(project, environment).flatMap(found -> rows.read(found.id())
                .flatMap(before ->
                        write(caller, found, before, before.origins(), before.secureMode(), Ids.secret(SECRET))));
    }

    private Uni<Set> write(
            Caller caller,
            EnvironmentRef environment,
            ClientAccessRows.Kept before,
            List<String> origins,
            boolean secureMode,
            @Nullable String secret) {
        return rows.write(environment.id(), origins, secureMode, secret)
                .chain(() -> audit.append(new AuditEntry(
                        environment.project(),
                        caller,
                        secret == null ? "client-access.changed" : "client-access.secret-made",
                        environment.key(),
                        null,
                        document(before.origins(), before.secureMode()),
                        document(origins, secureMode))))
                .replaceWith(new Set(new ClientAccessRows.Kept(origins, secureMode, before.secretMadeAt()), secret));
    }

    private static String document(List<String> origins, boolean secureMode) {
        return Json.write(Map.of("origins", origins, "secureMode", secureMode));
    }
}
