package dev.firstlight.server.environment;

import jakarta.persistence.Embeddable;

@Embeddable
record RegionKey(String project, String key) {}
