package dev.firstlight.server.segment;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "segment")
class SegmentEntity {
    @EmbeddedId
    Key id;

    @Nullable
    String name;

    /** Where the keys of its large list are; null where it has none. */
    @Nullable
    @Column(name = "key_set")
    Long keySet;

    String document;
    long version;

    @Embeddable
    record Key(@Column(name = "environment_id") long environmentId, String key) {}
}
