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

    PastRulesets(Environments environments, ChangeLog log) {
        this.environments = environments;
        this.log = log;
    }

    /**
     * An environment at a revision.
     *
     * @param revision 1 to the current one, else it is refused
     */
    public Uni<Ruleset> at(String project, String environment, long revision) {
        return environments.require(project, environment).flatMap(now -> {
            if (revision < 1 || revision > now.revision()) {
                throw Failure.invalid(
                        "/revision", "The environment is at revision " + now.revision() + "; name that or an earlier.");
            }
            return log.at(now.id(), now.epoch(), revision).map(changes -> compile(now, revision, changes));
        });
    }

    private static Ruleset compile(EnvironmentRef environment, long revision, List<Change> changes) {
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
        return RulesetCompiler.compile(stored).ruleset();
    }
}
