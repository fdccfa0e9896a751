package dev.firstlight.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.Shell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class ReleasesCommandTest {

    private String id;
    private Shell shell;

    @BeforeEach
    void oneDraft() {
        String project = Api.project();
        FlagApi.create(project, "checkout");
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        shell = Shell.admin(project);
        id = Api.admin()
                .body(Map.of(
                        "environment",
                        "production",
                        "flag",
                        "checkout",
                        "treatment",
                        "on",
                        "plan",
                        Map.of(
                                "stages",
                                List.of(
                                        Map.of("regions", List.of("nz"), "percent", 5),
                                        Map.of("regions", List.of("nz", "au"), "percent", 50)))))
                .post("/api/v1/projects/" + project + "/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void aReleaseIsTakenInHand() {
        assertThat(shell.run("releases", "list").out()).contains(id).contains("DRAFT");
        assertThat(shell.run("releases", "list", "--state", "running").out()).doesNotContain(id);
        assertThat(shell.run("releases", "start", id).out()).startsWith("Started checkout in nz at 5 %");
        assertThat(shell.run("releases", "pause", id, "--comment", "lunch").out())
                .contains("lunch");
        assertThat(shell.run("releases", "resume", id).code()).isZero();
        assertThat(shell.run("releases", "promote", id).out()).contains("stage 2 of 2");
        assertThat(shell.run("releases", "rollback", id, "--region", "nz").out())
                .contains("in nz at 50 % alone");
        assertThat(shell.run("releases", "get", id).out()).contains("RUNNING");
        assertThat(shell.run("releases", "wait", id, "--timeout", "PT0S").code())
                .isEqualTo(3);
        assertThat(shell.run("releases", "rollback", id).out()).startsWith("Rolled back checkout");
        assertThat(shell.run("releases", "wait", id).code()).isOne();
        assertThat(shell.run("releases", "acknowledge", id).code()).isZero();
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        Shell.Ended early = shell.run("releases", "promote", id);
        assertThat(early.code()).isOne();
        assertThat(early.err()).contains("This release is DRAFT");
        assertThat(shell.run("releases", "approve", id).code()).isNotZero();
        assertThat(shell.run("releases").code()).isEqualTo(2);
        assertThat(shell.run("releases", "get", "01M8JAZSWBAAYYEXNJKYWV0G8P").code())
                .isOne();
    }
}
