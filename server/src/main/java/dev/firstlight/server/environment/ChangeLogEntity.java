package dev.firstlight.server.environment;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "change_log")
class ChangeLogEntity {
    @EmbeddedId
    Key id;

    @Nullable
    String document;

    @Nullable
    String actor;

    @Nullable
    String action;

    @Nullable
    String comment;

    @Embeddable
    record Key(
            @Column(name = "environment_id") long environmentId,
            long epoch,
            long revision,
            @Enumerated(EnumType.STRING) Change.Kind kind,
            String key) {}
}
