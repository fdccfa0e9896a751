package dev.firstlight.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference that readers are given is the one that the code has. */
class ReferenceIT {

    private static final Path GENERATED = Path.of("target", "openapi", "openapi.yaml");
    private static final Path GIVEN = Path.of("..", "docs", "reference", "openapi.yaml");

    @Test
    void openApiIsCurrent() throws IOException {
        assertThat(Files.readString(GIVEN))
                .as("docs/reference/openapi.yaml; where the API was meant to change, copy server/%s over it", GENERATED)
                .isEqualTo(Files.readString(GENERATED));
    }
}
