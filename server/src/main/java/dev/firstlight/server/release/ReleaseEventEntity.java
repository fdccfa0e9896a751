package dev.firstlight.server.release;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a release. Its key makes every step happen once. */
@Entity
@Table(name = "release_event")
class ReleaseEventEntity {
    @EmbeddedId
    Key id;

    Instant at;
    String kind;

    @Nullable
    String decision;

    int stage;
    String sentence;
    String actor;

    @Nullable
    String evidence;

    @Embeddable
    record Key(@Column(name = "release_id") String releaseId, long step) {}
}
