package dev.firstlight.server.environment;

import dev.firstlight.server.platform.Json;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "region")
class RegionEntity {
    @EmbeddedId
    RegionKey id;

    String name;
    String countries;

    @Nullable
    Double latitude;

    @Nullable
    Double longitude;

    static RegionEntity of(String project, Regions.RegionView view) {
        RegionEntity entity = new RegionEntity();
        entity.id = new RegionKey(project, view.key());
        entity.name = view.name();
        entity.countries = Json.write(view.countries());
        entity.latitude = view.latitude();
        entity.longitude = view.longitude();
        return entity;
    }

    Regions.RegionView view() {
        return new Regions.RegionView(id.key(), name, Regions.list(countries), latitude, longitude);
    }
}
