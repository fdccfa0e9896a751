package dev.firstlight.server.targeting;

import dev.firstlight.server.access.Caller;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "targeting")
class TargetingEntity {
    @EmbeddedId
    Key id;

    String project;
    String document;
    long version;
    long revision;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "updated_by")
    String updatedBy;

    @Nullable
    String tests;

    /** Takes the next document; the version goes one on. */
    void take(String next, long madeBy, Instant at, Caller caller) {
        document = next;
        version++;
        revision = madeBy;
        updatedAt = at;
        updatedBy = caller.id();
    }

    @Embeddable
    record Key(@Column(name = "environment_id") long environmentId, String flag) {}
}
