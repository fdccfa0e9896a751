package dev.firstlight.server.unleash;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.metric.Usages;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** What a key's environment has for Unleash's SDKs, and where their counts go. */
@ApplicationScoped
class UnleashSource {

    private final RulesetPublisher publisher;
    private final Documents documents;
    private final Usages usages;

    UnleashSource(RulesetPublisher publisher, Documents documents, Usages usages) {
        this.publisher = publisher;
        this.documents = documents;
        this.usages = usages;
    }

    Uni<PublishedRuleset> ruleset(Caller caller) {
        return publisher.require(caller.requireEnvironment());
    }

    Uni<Documents.Document> document(PublishedRuleset ruleset, ClientSpec spec) {
        return documents.of(ruleset, spec);
    }

    Uni<Void> count(Caller caller, MetricsRequest metrics) {
        MetricsRequest.Bucket bucket = metrics.bucket();
        Map<String, MetricsRequest.Toggle> toggles =
                bucket == null || bucket.toggles() == null ? Map.of() : bucket.toggles();
        return ruleset(caller)
                .flatMap(published -> usages.keep(
                        caller.requireEnvironment(),
                        Counts.of(published.ruleset(), caller.permissions().contains(Role.SDK_SERVER), toggles)));
    }
}
