package dev.firstlight.server.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
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

    @Column(name = "created_at", insertable = false, updatable = false)
    Instant createdAt;

    PersonView view() {
        return new PersonView(email, name, role);
    }
}
