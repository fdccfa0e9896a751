package dev.firstlight.server.support;

import dev.firstlight.server.cli.Cli;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line as somebody at a terminal uses it, within the test's process. */
public final class Shell {

    private final Map<String, String> environment = new HashMap<>();
    private boolean terminal = true;

    /** What a command printed, and how it ended. */
    public record Ended(int code, String out, String err) {}

    /** Without a server. */
    public Shell() {}

    /** An admin's, with the test's server and a project. */
    public static Shell admin(String project) {
        return new Shell()
                .with("FIRSTLIGHT_SERVER", "http://localhost:" + RestAssured.port)
                .with("FIRSTLIGHT_TOKEN", Api.ADMIN)
                .with("FIRSTLIGHT_PROJECT", project);
    }

    /** With another setting. */
    public Shell with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** As where the output is piped on. */
    public Shell piped() {
        terminal = false;
        return this;
    }

    /** Runs a command. */
    public Ended run(List<String> args) {
        return run(args.toArray(new String[0]));
    }

    /** Runs a command. */
    public Ended run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Cli.run(
                environment,
                terminal,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
