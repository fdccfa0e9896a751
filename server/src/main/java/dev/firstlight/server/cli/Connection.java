package dev.firstlight.server.cli;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server, as whom, and which project: options before or after the command, else the environment. */
final class Connection {

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "the server, e.g. https://flags.example.com; or FIRSTLIGHT_SERVER")
    @Nullable
    String server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "an API token; better in FIRSTLIGHT_TOKEN, where no list of processes shows it")
    @Nullable
    String token;

    @Option(names = "--project", paramLabel = "KEY", description = "the project; or FIRSTLIGHT_PROJECT")
    @Nullable
    String project;

    @Option(names = "--json", description = "print JSON, as happens where the output is no terminal")
    boolean json;

    /** The server's API, with these options or else those given before the command. */
    ApiClient client(Connection before, Map<String, String> environment) {
        String url = require(first(server, before.server, environment.get("FIRSTLIGHT_SERVER")), "server");
        if (!url.matches("https?://[^/?#]+.*")) {
            throw new CommandFailure(
                    ExitCode.USAGE, "The server \"" + url + "\" is no address; write e.g. https://flags.example.com.");
        }
        try {
            return new ApiClient(
                    URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url),
                    first(token, before.token, environment.get("FIRSTLIGHT_TOKEN")),
                    require(first(project, before.project, environment.get("FIRSTLIGHT_PROJECT")), "project"));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "The server \"" + url + "\" is no address: " + e.getMessage());
        }
    }

    private static String require(@Nullable String value, String option) {
        if (value == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Say which " + option + ": --" + option + " or FIRSTLIGHT_"
                            + option.toUpperCase(java.util.Locale.ROOT) + ".");
        }
        return value;
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }
}
