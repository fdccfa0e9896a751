/** Feature flags that are evaluated in the application. What is optional belongs to packages that applications may leave alone. */
module dev.firstlight.sdk {
    requires java.net.http;
    requires com.fasterxml.jackson.databind;
    requires re2j;
    requires static org.jspecify;
    requires static dev.openfeature.sdk;
    requires static io.opentelemetry.api;
    requires static jakarta.servlet;
    requires static jakarta.ws.rs;
    requires static microprofile.config.api;
    requires static micrometer.core;
    requires static org.junit.jupiter.api;

    exports dev.firstlight.client;
    exports dev.firstlight.config;
    exports dev.firstlight.core;
    exports dev.firstlight.micrometer;
    exports dev.firstlight.openfeature;
    exports dev.firstlight.opentelemetry;
    exports dev.firstlight.rest;
    exports dev.firstlight.servlet;
    exports dev.firstlight.source;
    exports dev.firstlight.telemetry;
    exports dev.firstlight.testing;
    exports dev.firstlight.wire;
}
