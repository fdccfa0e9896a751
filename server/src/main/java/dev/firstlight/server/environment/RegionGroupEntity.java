package dev.firstlight.server.environment;

import dev.firstlight.server.platform.Json;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

@Entity
@Table(name = "region_group")
class RegionGroupEntity {
    @EmbeddedId
    RegionKey id;

    String regions;

    static RegionGroupEntity of(String project, Regions.GroupView view) {
        RegionGroupEntity entity = new RegionGroupEntity();
        entity.id = new RegionKey(project, view.key());
        entity.regions = Json.write(view.regions());
        return entity;
    }

    Regions.GroupView view() {
        return new Regions.GroupView(id.key(), Regions.list(regions));
    }
}
