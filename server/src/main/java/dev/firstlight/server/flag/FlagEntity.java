package dev.firstlight.server.flag;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "flag")
class FlagEntity {
    @EmbeddedId
    Key id;

    String name;
    String description;
    String tags;
    String type;
    String variants;
    String salt;

    @Nullable
    String schema;

    @Column(name = "client_visible")
    boolean clientVisible;

    @Nullable
    String owner;

    String links = "[]";

    /** How long the flag is meant to live, ISO 8601; null where nobody said. */
    @Nullable
    String lifetime;

    @Nullable
    @Column(name = "archived_at")
    Instant archivedAt;

    long version;

    @Column(name = "created_at")
    Instant createdAt;

    FlagWords words() {
        return new FlagWords(id.key(), name, description, tags, owner, type);
    }

    @Embeddable
    record Key(String project, String key) {}
}
