package dev.firstlight.server.approval;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to a change request; only ever added. */
@Entity
@Table(name = "change_request_event")
class EventEntity {
    @EmbeddedId
    Key id;

    @Enumerated(EnumType.STRING)
    Happening kind;

    /** The request's then. */
    int round;

    String actor;
    String name;

    /** Who stands behind the actor. */
    String person;

    @Nullable
    String comment;

    /** Of the difference then. */
    String digest;

    Instant at;

    @Embeddable
    record Key(@Column(name = "request_id") String requestId, int seq) {}
}
