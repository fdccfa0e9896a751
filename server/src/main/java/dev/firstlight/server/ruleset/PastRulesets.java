package dev.firstlight.server.ruleset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.ChangeLog;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Rulesets as they were, put together again from the change log. */
@ApplicationScoped
public class PastRulesets {

    private final Environments environments;
    private final ChangeLog log;
    private final LargeSegments segments;

    PastRulesets(Environments environments, ChangeLog log, LargeSegments segments) {
        this.environments = environments;
        this.log = log;
        this.segments = segments;
    }

    /**
     * An environment at a revision. A flag that needs a large segment in a version that is no longer kept answers
     * PARSE_ERROR.
     *
     * @param revision 1 to the current one, else it is refused
     */
    public Uni<Ruleset> at(String project, String environment, long revision) {
        return environments.require(project, environment).flatMap(now -> {
            if (revision < 1 || revision > now.revision()) {
                throw Failure.invalid(
                        "/revision", "The environment is at revision " + now.revision() + "; name that or an earlier.");
            }
            return log.at(now.id(), now.epoch(), revision)
                    .map(changes -> read(now, revision, changes))
                    .flatMap(read -> segments.stillKept(now.id(), read.spec())
                            .map(large -> RulesetCompiler.compile(read, large).ruleset()));
        });
    }

    private static RulesetCompiler.Read read(EnvironmentRef environment, long revision, List<Change> changes) {
        ObjectNode flags = Json.object();
        ObjectNode segments = Json.object();
        String groups = "{}";
        for (Change change : changes) {
            String document = change.document();
            if (document == null) {
                continue;
            }
            switch (change.kind()) {
                case FLAG -> flags.set(change.key(), Json.read(document));
                case SEGMENT -> segments.set(change.key(), Json.read(document));
                case REGION_GROUPS -> groups = document;
            }
        }
        StoredRuleset stored = new StoredRuleset(
                environment.id(),
                environment.project(),
                environment.key(),
                environment.epoch(),
                revision,
                Json.write(flags),
                Json.write(segments),
                groups);
        return RulesetCompiler.read(stored);
    }
}
