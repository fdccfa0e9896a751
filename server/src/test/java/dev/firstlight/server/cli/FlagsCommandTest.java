package dev.firstlight.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.Shell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class FlagsCommandTest {

    private String project;
    private Shell shell;

    @BeforeEach
    void oneFlag() {
        project = Api.project();
        FlagApi.create(project, "checkout");
        shell = Shell.admin(project);
    }

    @Test
    void aFlagIsTurnedOnAndOffAndSeen() {
        Shell.Ended on = shell.run("flags", "on", "checkout", "-e", "production", "--comment", "launch");
        assertThat(on.code()).isZero();
        assertThat(on.out()).contains("checkout is on in production, revision 3.");
        assertThat(shell.run("flags", "list", "state:on").out()).contains("checkout", "boolean", "on in production");
        assertThat(shell.run("flags", "off", "checkout", "-e", "production").out())
                .contains("is off");
        assertThat(shell.run("flags", "list", "state:on").out()).isEmpty();
        assertThat(Api.admin().get("/api/v1/projects/" + project + "/audit").asString())
                .contains("launch");
    }

    @Test
    void jsonIsForProgramsAndForWhoAsks() {
        assertThat(shell.run("flags", "list", "--json").out()).startsWith("[");
        assertThat(shell.run("--json", "flags", "list").out()).startsWith("[");
        assertThat(shell.run("flags", "get", "checkout").out()).contains("\"key\" : \"checkout\"");
        assertThat(Shell.admin(project).piped().run("flags", "list").out()).startsWith("[");
    }

    @Test
    void moreFlagsThanAPageAreListed() {
        FlagApi.createMany(project, "flag-", 501);
        assertThat(shell.run("flags", "list").out().lines()).hasSize(502);
    }

    @Test
    void theExitCodeSaysWhatWentWrong() throws Exception {
        Shell.Ended unknown = shell.run("flags", "on", "nothing", "-e", "production");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("on: There is no flag", "(404 to POST");
        assertThat(shell.run("flags", "on", "checkout").code()).isEqualTo(2);
        assertThat(shell.run("flags").code()).isEqualTo(2);
        assertThat(shell.run("frobnicate").code()).isEqualTo(2);
        assertThat(new Shell().run("flags", "list").err()).contains("--server or FIRSTLIGHT_SERVER");
        assertThat(new Shell().run("flags", "list").code()).isEqualTo(2);
        assertThat(shell.run("flags", "list", "--token", "nonsense").code()).isEqualTo(4);
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Shell.Ended away = shell.run("flags", "list", "--server", "http://localhost:" + closed);
        assertThat(away.code()).isEqualTo(3);
        assertThat(away.err()).contains("does not answer");
        assertThat(shell.run("--help").out()).contains("import", "export", "flags", "migrate", "not allowed");
    }
}
