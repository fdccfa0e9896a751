package dev.firstlight.server.audit;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "audit")
class AuditEntity {
    @EmbeddedId
    Key id;

    Instant at;
    String actor;
    String action;
    String subject;

    @Nullable
    String comment;

    @Nullable
    String before;

    @Nullable
    String after;

    String previous;
    String hash;

    @Embeddable
    record Key(String project, long seq) {}
}
