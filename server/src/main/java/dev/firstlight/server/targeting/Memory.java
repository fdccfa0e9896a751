package dev.firstlight.server.targeting;

import dev.firstlight.server.audit.AuditHead;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a lane believes to be kept of its project. */
final class Memory {

    private final String project;
    private final Map<String, Environment> environments = new HashMap<>();
    private @Nullable AuditHead head;

    Memory(String project) {
        this.project = project;
    }

    String project() {
        return project;
    }

    boolean has(Collection<String> keys) {
        return head != null && environments.keySet().containsAll(keys);
    }

    @Nullable
    Environment environment(String key) {
        return environments.get(key);
    }

    void put(String key, @Nullable Environment environment) {
        if (environment == null) {
            environments.remove(key);
        } else {
            environments.put(key, environment);
        }
    }

    AuditHead head() {
        return head == null ? AuditHead.BEGINNING : head;
    }

    void head(AuditHead now) {
        head = now;
    }

    void forget() {
        environments.clear();
        head = null;
    }
}
