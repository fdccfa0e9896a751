package dev.firstlight.server.environment;

import dev.firstlight.server.platform.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "receipt")
class ReceiptEntity {
    @EmbeddedId
    Key id;

    @Column(name = "sdk_name")
    String sdkName;

    @Column(name = "sdk_version")
    String sdkVersion;

    @Nullable
    String region;

    @Nullable
    Long epoch;

    @Nullable
    Long revision;

    @Column(name = "applied_at")
    @Nullable
    Instant appliedAt;

    @Column(name = "last_seen_at")
    Instant lastSeenAt;

    String unsupported;

    @Nullable
    String capabilities;

    @Embeddable
    record Key(@Column(name = "environment_id") long environmentId, String instance) {}

    void take(Receipt receipt, Instant seenAt) {
        sdkName = receipt.sdkName();
        sdkVersion = receipt.sdkVersion();
        region = receipt.region();
        epoch = receipt.epoch();
        revision = receipt.revision();
        appliedAt = receipt.appliedAt();
        lastSeenAt = seenAt;
        unsupported = Json.write(receipt.unsupported());
        if (receipt.capabilities() != null) {
            capabilities = Json.write(receipt.capabilities());
        }
    }
}
