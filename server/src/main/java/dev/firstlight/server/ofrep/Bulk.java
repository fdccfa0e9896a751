package dev.firstlight.server.ofrep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.clientaccess.ClientAccess;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import dev.firstlight.wire.Canonical;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Answers for all flags that a key's holder sees. */
@ApplicationScoped
class Bulk {

    private static final int INACTIVITY_SECONDS = 120;
    private static final String FLAGS = "{\"flags\":[";
    private static final byte[] BEGINNING = FLAGS.getBytes(StandardCharsets.US_ASCII);

    private final Map<Long, Encoded> latest = new ConcurrentHashMap<>();
    private final RulesetPublisher publisher;
    private final Environments environments;
    private final ClientAccess access;
    private final EventAddress streams;

    Bulk(RulesetPublisher publisher, Environments environments, ClientAccess access, EventAddress streams) {
        this.publisher = publisher;
        this.environments = environments;
        this.access = access;
        this.streams = streams;
    }

    /**
     * An answer.
     *
     * @param tag the same tag means the same values
     * @param body null where who asked has it
     */
    record Answer(String tag, @Nullable Body body) {}

    /** Evaluates while it is written. */
    interface Body {

        void write(Bytes bytes);
    }

    private record Encoded(PublishedRuleset published, BulkAnswers every, BulkAnswers visible) {
        static Encoded of(PublishedRuleset published) {
            return new Encoded(
                    published,
                    new BulkAnswers(published.ruleset(), key -> true),
                    new BulkAnswers(published.ruleset(), key -> Ofrep.isVisible(published.ruleset(), key)));
        }
    }

    /**
     * Evaluates.
     *
     * @param sent the context as it was sent
     * @param known the tags of the answers that who asks has, null for none
     * @param atLeast what the provider was told that there is; another node may have told it
     */
    Uni<Answer> answer(
            Caller caller, HttpServerRequest request, ObjectNode sent, @Nullable String known, Position atLeast) {
        return access.admit(caller, request, sent)
                .flatMap(context -> ruleset(caller, atLeast).map(published -> {
                    String tag = tag(caller, published, context, streams.expires());
                    return new Answer(
                            tag,
                            known != null && known.contains(tag) ? null : body(caller, published, context, request));
                }));
    }

    private Uni<PublishedRuleset> ruleset(Caller caller, Position atLeast) {
        long environment = caller.requireEnvironment();
        return publisher
                .require(environment)
                .flatMap(current -> current.isAfter(atLeast.epoch(), atLeast.revision() - 1)
                        ? Uni.createFrom().item(current)
                        : environments
                                .require(environment)
                                .flatMap(found -> publisher.require(found.project(), found.key())));
    }

    private Body body(Caller caller, PublishedRuleset published, Context context, HttpServerRequest request) {
        String bare = Json.write(new OfrepBulk(
                List.of(),
                List.of(new OfrepBulk.EventStream(
                        "sse", streams.of(caller, request, published.position()), INACTIVITY_SECONDS)),
                Map.of("revision", published.revision())));
        byte[] end = bare.substring(FLAGS.length()).getBytes(StandardCharsets.UTF_8);
        Encoded encoded = encoded(published);
        BulkAnswers answers = caller.permissions().contains(Role.SDK_SERVER) ? encoded.every() : encoded.visible();
        return bytes -> {
            bytes.add(BEGINNING);
            answers.write(context, bytes);
            bytes.add(end);
        };
    }

    private Encoded encoded(PublishedRuleset published) {
        Encoded known = latest.get(published.environmentId());
        if (known == null || known.published() != published) {
            known = Encoded.of(published);
            latest.put(published.environmentId(), known);
        }
        return known;
    }

    /**
     * A provider keeps its tag when attributes change, so the tag must change with them.
     *
     * @param streamExpires when the address of the stream in the answer does
     */
    private static String tag(Caller caller, PublishedRuleset published, Context context, long streamExpires) {
        String asked = String.join(
                "\n",
                published.position(),
                caller.id(),
                Long.toString(streamExpires),
                Canonical.text(dev.firstlight.wire.Json.node(context.asMap())));
        return '"' + published.position() + "-" + Ids.hash(asked).substring(0, 16) + '"';
    }
}
