package dev.firstlight.server.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "team")
class TeamEntity {
    @Id
    String id;

    String key;
    String name;
    String role;

    @Column(name = "directory_group")
    @Nullable
    String directoryGroup;

    @Column(name = "external_id")
    @Nullable
    String externalId;

    /** By the directory. */
    @Column(name = "changed_at")
    @Nullable
    Instant changedAt;

    long version = 1;
}
