package dev.firstlight.server.targeting;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.environment.Receipts.Connected;
import dev.firstlight.server.segment.Segments;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which connected instances cannot evaluate a flag as it is: those that say so, and those that lack what it needs. */
@ApplicationScoped
class FlagInstances {

    private static final int MOST_LISTED = 100;

    private final Environments environments;
    private final TargetingRepository targetings;
    private final Segments segments;
    private final Receipts receipts;

    FlagInstances(Environments environments, TargetingRepository targetings, Segments segments, Receipts receipts) {
        this.environments = environments;
        this.targetings = targetings;
        this.segments = segments;
        this.receipts = receipts;
    }

    /**
     * An instance that cannot.
     *
     * @param detail why, in its own words; null where it has not said so, since it does not serve this revision yet
     * @param needs what it lacks, in the words of capabilities
     */
    record InstanceView(
            String instance,
            String sdk,
            String version,
            @Nullable String region,
            @Nullable Long revision,
            @Nullable String detail,
            Set<String> needs) {}

    record View(String flag, int connected, int cannotEvaluate, List<InstanceView> instances) {}

    @WithSession
    Uni<View> of(String project, String environment, String flag) {
        return environments
                .require(project, environment)
                .flatMap(where -> targetings.require(where, flag).flatMap(targeting -> segments.specs(where.id())
                        .flatMap(audiences -> receipts.connected(where).map(connected -> {
                            FlagSpec spec = FlagDocument.spec(targeting.document);
                            Unable unable = Unable.of(Map.of(flag, spec), audiences, connected);
                            return view(flag, unable, connected);
                        }))));
    }

    private static View view(String flag, Unable unable, List<Connected> connected) {
        Map<String, Set<String>> lacks = new HashMap<>();
        unable.instances()
                .forEach(one -> lacks.put(one.instance().instance(), one.needs().getOrDefault(flag, Set.of())));
        List<InstanceView> all = new ArrayList<>();
        connected.forEach(one -> {
            String detail = detail(one, flag);
            Set<String> needs = lacks.getOrDefault(one.instance(), Set.of());
            if (detail != null || !needs.isEmpty()) {
                all.add(new InstanceView(
                        one.instance(), one.sdk(), one.version(), one.region(), one.revision(), detail, needs));
            }
        });
        return new View(
                flag,
                connected.size(),
                all.size(),
                all.stream().limit(MOST_LISTED).toList());
    }

    /** What an instance says of a flag, null where it says nothing. */
    private static @Nullable String detail(Connected instance, String flag) {
        for (String sentence : instance.unsupported()) {
            if (sentence.equals(flag)) {
                return "";
            }
            if (sentence.startsWith(flag + ": ")) {
                return sentence.substring(flag.length() + 2);
            }
        }
        return null;
    }
}
