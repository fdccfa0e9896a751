package dev.firstlight.server.unleash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.clientaccess.ClientAccess;
import dev.firstlight.server.exchange.unleash.OutcomeExport;
import dev.firstlight.server.exchange.unleash.UnleashExport;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.ruleset.PublishedRuleset;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Evaluates for Unleash's frontend SDKs, by our own evaluator. */
@ApplicationScoped
class Frontend {

    private record Known(PublishedRuleset ruleset, Set<String> numbers) {}

    private final Map<Long, Known> numbers = new ConcurrentHashMap<>();
    private final UnleashSource source;
    private final ClientAccess access;

    Frontend(UnleashSource source, ClientAccess access) {
        this.source = source;
        this.access = access;
    }

    /** The answer, and its tag: the same tag means the same answer. */
    record Answer(String tag, TogglesView view) {}

    Uni<Answer> evaluate(Caller caller, HttpServerRequest request, ObjectNode sent) {
        String address = request.remoteAddress() == null
                ? ""
                : String.valueOf(request.remoteAddress().hostAddress());
        return source.ruleset(caller).flatMap(published -> {
            ObjectNode attributes = FrontendContext.attributes(sent, numbers(published), address, Ids.salt());
            return access.admit(caller, request, sent, attributes)
                    .map(context -> answer(published, toggles(caller, published.ruleset(), context)));
        });
    }

    private Set<String> numbers(PublishedRuleset published) {
        Known known = numbers.get(published.environmentId());
        if (known == null || known.ruleset() != published) {
            known = new Known(published, Numbers.of(published.ruleset().spec()));
            numbers.put(published.environmentId(), known);
        }
        return known.numbers();
    }

    /** What is on may change with the time alone, so the tag is of the answer itself. */
    private static Answer answer(PublishedRuleset published, TogglesView view) {
        String hash = Ids.hash(Json.write(view)).substring(0, 16);
        return new Answer('"' + published.position() + "-" + hash + '"', view);
    }

    private static TogglesView toggles(Caller caller, Ruleset ruleset, Context context) {
        boolean all = caller.permissions().contains(Role.SDK_SERVER);
        List<TogglesView.Toggle> on = new ArrayList<>();
        new TreeMap<>(ruleset.spec().flags()).forEach((key, flag) -> {
            Evaluation evaluation =
                    all || flag.clientVisible() ? Evaluator.evaluate(ruleset, key, context, null) : null;
            if (evaluation != null && evaluation.variant() != null) {
                OutcomeExport.Outcome outcome = new OutcomeExport(flag).of(evaluation.variant());
                if (outcome.on()) {
                    on.add(toggle(key, flag, outcome));
                }
            }
        });
        return new TogglesView(on);
    }

    private static TogglesView.Toggle toggle(String key, FlagSpec flag, OutcomeExport.Outcome outcome) {
        ObjectNode variant = outcome.variant();
        return new TogglesView.Toggle(
                UnleashExport.name(key, flag),
                true,
                new TogglesView.Variant(
                        outcome.name(), variant != null, true, variant == null ? null : variant.get("payload")),
                false);
    }
}
