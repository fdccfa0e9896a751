package dev.firstlight.server.environment;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "project")
class ProjectEntity {
    @Id
    String key;

    String name;
}
