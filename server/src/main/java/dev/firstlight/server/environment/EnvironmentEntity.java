package dev.firstlight.server.environment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "environment")
class EnvironmentEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String project;
    String key;
    String name;

    @Column(name = "protected", updatable = false)
    boolean isProtected;

    @Column(name = "require_comments", updatable = false)
    boolean requireComments;

    @Column(updatable = false)
    int approvals;

    /** A JSON list of roles. */
    @Column(updatable = false)
    String approvers;

    // Written by Revisions alone, in SQL: an entity's copy would be stale.
    @Column(insertable = false, updatable = false)
    long epoch = 1;

    @Column(insertable = false, updatable = false)
    long revision = 1;

    @Column(insertable = false, updatable = false)
    long version = 1;

    EnvironmentRef ref() {
        return new EnvironmentRef(id, project, key, name, epoch, revision);
    }
}
