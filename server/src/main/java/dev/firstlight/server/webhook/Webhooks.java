package dev.firstlight.server.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Grace;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.secret.Secrets;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is told of what happens in a project. */
@ApplicationScoped
class Webhooks {

    private static final int MOST = 20;
    private static final Duration LONGEST_ROTATION = Duration.ofDays(30);

    private final WebhookRows rows;
    private final Environments environments;
    private final Secrets secrets;
    private final Audit audit;

    Webhooks(WebhookRows rows, Environments environments, Secrets secrets, Audit audit) {
        this.rows = rows;
        this.environments = environments;
        this.secrets = secrets;
        this.audit = audit;
    }

    /** Under which name a webhook's secret is sealed. */
    static String secretName(String id) {
        return "webhook/" + id;
    }

    @WithSession
    Uni<Page<WebhookView>> list(String project, int limit, String after) {
        return environments
                .list(project)
                .chain(() -> rows.after(project, after, limit + 1))
                .map(found -> Page.of(found, limit, WebhookView::id));
    }

    @WithSession
    Uni<WebhookView> get(String project, String id) {
        return rows.require(project, id);
    }

    @WithTransaction
    Uni<WebhookView.WithSecret> create(Caller caller, String project, WebhookRequest wanted) {
        String url = wanted.address();
        wanted.requireFit(true);
        String id = Ids.next();
        String made = wanted.kind() == Format.STANDARD && wanted.secret() == null ? Signature.secret() : null;
        String secret = made == null ? wanted.secret() : made;
        return requireEnvironments(project, wanted)
                .chain(() -> rows.after(project, "", MOST))
                .invoke(all -> {
                    if (all.size() >= MOST) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "A project has at most " + MOST + " webhooks; delete one first.");
                    }
                })
                .chain(() -> rows.insert(project, id, url, wanted, sealed(id, secret), caller.id()))
                .chain(() -> rows.require(project, id))
                .call(now -> record(project, caller, "webhook.created", null, now))
                .map(now -> new WebhookView.WithSecret(now, made));
    }

    @WithTransaction
    Uni<WebhookView> replace(Caller caller, String project, String id, long version, WebhookRequest wanted) {
        String url = wanted.address();
        return rows.hold(project, id, version).flatMap(before -> {
            wanted.requireFit(!before.format().equals(wanted.kind().word()));
            if (!before.format().equals(wanted.kind().word())
                    && wanted.kind() == Format.STANDARD
                    && wanted.secret() == null) {
                throw Failure.invalid(
                        "/secret",
                        "What is signed from now on needs a secret: \"whsec_\" and 24 to 64 random bytes in Base64.");
            }
            return requireEnvironments(project, wanted)
                    .chain(() -> rows.update(id, url, wanted, sealed(id, wanted.secret())))
                    .chain(() -> rows.require(project, id))
                    .call(now -> record(project, caller, "webhook.changed", before, now));
        });
    }

    @WithTransaction
    Uni<Void> delete(Caller caller, String project, String id, long version) {
        return rows.hold(project, id, version)
                .call(() -> rows.delete(id))
                .flatMap(before -> record(project, caller, "webhook.deleted", before, null));
    }

    /** A new secret; the one before it signs too for a while. */
    @WithTransaction
    Uni<WebhookView.WithSecret> rotate(Caller caller, String project, String id, String expiresIn) {
        Duration grace = Grace.of(expiresIn, LONGEST_ROTATION, "The secret before it may sign, too, for");
        String secret = Signature.secret();
        return rows.hold(project, id).flatMap(before -> {
            if (!before.format().equals(Format.STANDARD.word())) {
                throw Failure.of(
                        Failure.Kind.CONFLICT,
                        "The format " + before.format() + " is not signed; there is nothing to rotate.");
            }
            return rows.rotate(id, secrets.seal(secretName(id), secret), grace)
                    .chain(() -> rows.require(project, id))
                    .call(now -> record(project, caller, "webhook.secret-made", null, now))
                    .map(now -> new WebhookView.WithSecret(now, secret));
        });
    }

    private @Nullable String sealed(String id, @Nullable String secret) {
        return secret == null ? null : secrets.seal(secretName(id), secret);
    }

    private Uni<Void> requireEnvironments(String project, WebhookRequest wanted) {
        return environments
                .list(project)
                .invoke(all -> {
                    var keys = all.stream().map(one -> one.key()).collect(Collectors.toSet());
                    List<String> asked = wanted.environmentKeys();
                    for (int i = 0; i < asked.size(); i++) {
                        if (!keys.contains(asked.get(i))) {
                            throw Failure.invalid(
                                    "/environments/" + i, "There is no environment \"" + asked.get(i) + "\".");
                        }
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> record(
            String project, Caller caller, String action, @Nullable WebhookView before, @Nullable WebhookView after) {
        WebhookView one = after == null ? before : after;
        if (one == null) {
            throw new IllegalArgumentException(action);
        }
        return audit.append(new AuditEntry(project, caller, action, one.id(), null, text(before), text(after)));
    }

    /** Addresses of chats are secrets by themselves: of those, only the host is written down. */
    private static @Nullable String text(@Nullable WebhookView view) {
        if (view == null) {
            return null;
        }
        ObjectNode text = Json.object()
                .put("name", view.name())
                .put("format", view.format())
                .put("enabled", view.enabled());
        text.put(
                "url",
                view.format().equals("standard") || view.format().equals("github")
                        ? view.url()
                        : java.net.URI.create(view.url()).getHost());
        view.events().forEach(text.putArray("events")::add);
        view.environments().forEach(text.putArray("environments")::add);
        return Json.write(text);
    }
}
