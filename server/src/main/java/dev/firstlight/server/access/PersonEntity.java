package dev.firstlight.server.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "person")
class PersonEntity {
    @Id
    String id;

    String email;
    String name;
    String role;

    @Column(name = "password_hash")
    @Nullable
    String passwordHash;

    @Column(name = "failed_logins")
    int failedLogins;

    @Column(name = "locked_until")
    @Nullable
    Instant lockedUntil;

    /** Sealed; not in force before {@link #totpSince}. */
    @Column(name = "totp_secret")
    @Nullable
    String totpSecret;

    @Column(name = "totp_since")
    @Nullable
    Instant totpSince;

    @Column(name = "totp_step")
    long totpStep;

    /** Who is not does not come in. */
    boolean active = true;

    @Column(name = "external_id")
    @Nullable
    String externalId;

    /** By the directory. */
    @Column(name = "changed_at")
    @Nullable
    Instant changedAt;

    @Column(name = "last_sign_in_at")
    @Nullable
    Instant lastSignInAt;

    @Column(name = "created_at", insertable = false, updatable = false)
    Instant createdAt;

    PersonView view(List<Grant> grants, List<String> teams) {
        return new PersonView(id, email, name, role, grants, teams, totpSince != null, null, lastSignInAt);
    }
}
