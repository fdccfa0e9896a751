package dev.firstlight.server.apifuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is sent to the API, it answers, and as its document says. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class ApiFuzzTest {

    private static final int REQUESTS = Integer.getInteger("apifuzz.requests", 8_000);
    private static final long SEED = Long.getLong("apifuzz.seed", 1);
    private static final Path REPORT = Path.of("target", "apifuzz.txt");

    /** What needs more than requests: an identity provider, a session or a device of somebody's, a server that nobody owns. */
    private static final Set<String> BEYOND = Set.of(
            "GET /api/v1/session/oidc",
            "GET /api/v1/session/oidc/callback",
            "POST /api/v1/sessions/confirm",
            "POST /api/v1/sessions/second-factor",
            "PUT /api/v1/sessions/second-factor",
            "POST /api/v1/sessions/second-factor/off",
            "POST /api/v1/setup");

    @Test
    void theDocumentSaysOfEachOperationHowItSucceeds() {
        // Or 303, where a browser is sent on.
        assertThat(ApiDocument.committed().operations()).allSatisfy(operation -> assertThat(
                        IntStream.of(200, 201, 202, 203, 204, 303).mapToObj(operation::declared))
                .as("%s %s", operation.method(), operation.path())
                .anyMatch(Objects::nonNull));
    }

    @Test
    void answersAsItsDocumentSays() throws Exception {
        Findings findings = new ApiFuzz(new FuzzWorld(), "127.0.0.1", RestAssured.port, SEED).run(REQUESTS);
        Files.writeString(REPORT, findings + "\n\n" + findings.table() + "\n\n" + findings.refusals());
        assertThat(findings.isEmpty()).as("see server/%s\n%s", REPORT, findings).isTrue();
        assertThat(findings.sent()).isGreaterThanOrEqualTo(REQUESTS);
        assertThat(findings.unreached())
                .filteredOn(operation -> !BEYOND.contains(operation))
                .as("operations that nothing reached, of which the fuzz then says little")
                .hasSizeLessThan(REQUESTS < 20_000 ? 25 : 4);
    }
}
