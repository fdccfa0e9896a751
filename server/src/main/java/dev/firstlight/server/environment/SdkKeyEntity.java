package dev.firstlight.server.environment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "sdk_key")
class SdkKeyEntity {
    @Id
    String id;

    @Column(name = "environment_id")
    long environmentId;

    String name;
    String kind;
    String prefix;

    @Column(name = "key_hash")
    String keyHash;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "last_used_at", insertable = false, updatable = false)
    @Nullable
    Instant lastUsedAt;

    @Column(name = "expires_at", insertable = false, updatable = false)
    @Nullable
    Instant expiresAt;

    SdkKeyView view(@Nullable String secret) {
        return new SdkKeyView(id, name, kind, prefix, createdAt, lastUsedAt, expiresAt, secret);
    }
}
