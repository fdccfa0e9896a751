package dev.firstlight.server.flagd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.exchange.Exported;
import dev.firstlight.server.exchange.Remark;
import dev.firstlight.server.exchange.flagd.FlagdExport;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.wire.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An environment's flags in flagd's language: written once for each revision, when the first provider asks. */
@ApplicationScoped
class Definitions {

    private final Map<Long, Written> written = new ConcurrentHashMap<>();
    private final Vertx vertx;

    Definitions(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * One revision.
     *
     * @param json flagd's document, with what is left out in its metadata
     * @param leftOut flags that flagd cannot say: why, by key
     */
    record Written(PublishedRuleset ruleset, String json, Map<String, String> leftOut) {}

    Uni<Written> of(PublishedRuleset ruleset) {
        Written known = known(ruleset);
        return known != null
                ? Uni.createFrom().item(known)
                // Thousands of flags take too long for an event loop; one at a time, so that nothing is made twice.
                : Uni.createFrom().completionStage(() -> vertx.executeBlocking(() -> write(ruleset), true)
                        .toCompletionStage());
    }

    private @Nullable Written known(PublishedRuleset ruleset) {
        Written known = written.get(ruleset.environmentId());
        return known != null && known.ruleset() == ruleset ? known : null;
    }

    private Written write(PublishedRuleset ruleset) {
        Written known = known(ruleset);
        if (known == null) {
            known = make(ruleset);
            written.put(ruleset.environmentId(), known);
        }
        return known;
    }

    private static Written make(PublishedRuleset ruleset) {
        RulesetSpec spec = ruleset.ruleset().spec();
        Exported exported = FlagdExport.of(spec);
        Map<String, String> leftOut = new TreeMap<>();
        for (Remark remark : exported.remarks()) {
            String flag = remark.flag();
            if (remark.refused() && flag != null) {
                leftOut.put(flag, remark.sentence());
            }
        }
        ObjectNode document = exported.document();
        ObjectNode metadata = document.putObject("metadata")
                .put("project", spec.project())
                .put("environment", spec.environment())
                .put("revision", spec.revision());
        if (!leftOut.isEmpty()) {
            metadata.put("leftOut", String.join(", ", leftOut.keySet()));
        }
        return new Written(ruleset, new String(Json.bytes(document), StandardCharsets.UTF_8), leftOut);
    }
}
