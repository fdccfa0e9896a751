package dev.firstlight.server.unleash;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An application that begins to ask. */
@Schema(name = "UnleashRegistration")
@JsonIgnoreProperties(ignoreUnknown = true)
record Registration(
        @Nullable String appName,
        @Nullable String instanceId,
        @Nullable String sdkVersion) {}
