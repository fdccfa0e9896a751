package dev.firstlight.server.flag;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What people call flags and say of them: what no ruleset holds. */
@ApplicationScoped
public class Descriptions {

    private final FlagRepository flags;

    Descriptions(FlagRepository flags) {
        this.flags = flags;
    }

    /**
     * One flag in words.
     *
     * @param key the flag's key
     * @param name the key where nobody gave it another
     * @param text empty where nobody wrote one
     */
    public record Description(String key, String name, String text) {}

    /** Those of a project's flags that are not archived, by key. */
    @WithSession
    public Uni<Map<String, Description>> of(String project) {
        return flags.after(project, "", false, Integer.MAX_VALUE).map(Descriptions::byKey);
    }

    private static Map<String, Description> byKey(List<FlagEntity> flags) {
        return flags.stream()
                .map(flag -> new Description(flag.id.key(), flag.name, flag.description))
                .collect(Collectors.toMap(Description::key, Function.identity()));
    }
}
