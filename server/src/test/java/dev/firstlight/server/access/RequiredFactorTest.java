package dev.firstlight.server.access;

import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.support.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server on which everybody who has a password needs a second factor. */
@QuarkusTest
@TestProfile(RequiredFactorTest.Required.class)
class RequiredFactorTest {

    public static final class Required implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("firstlight.access.second-factor", "required");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Database.class));
        }
    }

    @Test
    void whoHasNoneMayOnlySetOneUp() {
        Somebody person = Somebody.of("admin", List.of());
        person.asks().get("/api/v1/people").then().statusCode(403);
        person.asks()
                .get("/api/v1/session")
                .then()
                .statusCode(200)
                .body("secondFactor", equalTo(false))
                .body("secondFactorWanted", equalTo(true));
        Device.of(person);
        person.asks().get("/api/v1/people").then().statusCode(200);
        person.asks().get("/api/v1/session").then().statusCode(200).body("secondFactor", equalTo(true));
    }
}
