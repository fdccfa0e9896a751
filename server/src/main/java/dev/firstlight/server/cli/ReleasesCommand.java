package dev.firstlight.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "releases",
        mixinStandardHelpOptions = true,
        description = "Looks at releases, starts them, and takes them in hand.",
        subcommands = {
            ReleasesCommand.ListReleases.class,
            ReleasesCommand.Get.class,
            ReleasesCommand.Wait.class,
            ReleasesCommand.Start.class,
            ReleasesCommand.Pause.class,
            ReleasesCommand.Resume.class,
            ReleasesCommand.Promote.class,
            ReleasesCommand.Approve.class,
            ReleasesCommand.Rollback.class,
            ReleasesCommand.Abort.class,
            ReleasesCommand.Acknowledge.class
        })
final class ReleasesCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name one of " + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    private static String line(JsonNode release) {
        return String.format(
                Locale.ROOT,
                "%s %-12s %-30s %s",
                release.path("id").asText(),
                release.path("state").asText(),
                release.path("flag").asText() + " in "
                        + release.path("environment").asText(),
                release.path("sentence").asText());
    }

    @Command(name = "list", description = "The releases of the project, the newest first.")
    static final class ListReleases extends ServerCommand {

        @Option(names = "--state", description = "only those that stand so, e.g. running")
        @Nullable
        String state;

        @Override
        ExitCode run(ApiClient api, Output output) {
            String filter = state == null ? "" : "?state=" + ApiClient.encode(state);
            ArrayNode releases = Pages.all(api, ApiClient.path("releases") + filter, null);
            List<String> lines = new ArrayList<>();
            releases.forEach(release -> lines.add(line(release)));
            output.print(releases, lines);
            return ExitCode.DONE;
        }
    }

    @Command(name = "get", description = "A release and why it stands as it does.")
    static final class Get extends ServerCommand {

        @Parameters(paramLabel = "ID")
        String id = "";

        @Override
        ExitCode run(ApiClient api, Output output) {
            JsonNode release = api.get(ApiClient.path("releases", id));
            List<String> lines = new ArrayList<>(List.of(line(release)));
            release.path("guards")
                    .forEach(guard -> lines.add("  " + guard.path("sentence").asText()));
            output.print(release, lines);
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "wait",
            description = "Waits for the end of a release: 0 completed, 1 rolled back or aborted, 3 not in time.")
    static final class Wait extends ServerCommand {
        private static final Duration ASK_EVERY = Duration.ofSeconds(20);

        @Parameters(paramLabel = "ID")
        String id = "";

        @Option(names = "--timeout", description = "ISO 8601, e.g. PT10M (${DEFAULT-VALUE})")
        Duration timeout = Duration.ofMinutes(10);

        @Override
        ExitCode run(ApiClient api, Output output) {
            long deadline = System.nanoTime() + timeout.toNanos();
            JsonNode release;
            String state;
            do {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                Duration ask = left.compareTo(ASK_EVERY) < 0 ? left : ASK_EVERY;
                release = api.get(ApiClient.path("releases", id, "wait") + "?timeout=" + ask);
                state = release.path("state").asText();
            } while (!ended(state) && System.nanoTime() < deadline);
            output.print(release, List.of(line(release)));
            return state.equals("COMPLETED") ? ExitCode.DONE : ended(state) ? ExitCode.REFUSED : ExitCode.UNREACHABLE;
        }

        private static boolean ended(String state) {
            return List.of("COMPLETED", "ROLLED_BACK", "ABORTED").contains(state);
        }
    }

    @Command(name = "start", description = "Starts a release that was drafted or scheduled.")
    static final class Start extends Act {
        Start() {
            super("start");
        }
    }

    @Command(name = "pause", description = "Keeps a release where it is; a failed guard still takes it back.")
    static final class Pause extends Act {
        Pause() {
            super("pause");
        }
    }

    @Command(name = "resume", description = "Lets a paused release go on.")
    static final class Resume extends Act {
        Resume() {
            super("resume");
        }
    }

    @Command(name = "promote", description = "Goes on to the next stage now, whatever the guards say.")
    static final class Promote extends Act {
        Promote() {
            super("promote");
        }
    }

    @Command(name = "approve", description = "Agrees that the present stage may be left.")
    static final class Approve extends Act {
        Approve() {
            super("approve");
        }
    }

    @Command(name = "abort", description = "Ends a release; everybody gets the control again.")
    static final class Abort extends Act {
        Abort() {
            super("abort");
        }
    }

    @Command(name = "acknowledge", description = "Says that somebody saw the rollback, so that it can be tried again.")
    static final class Acknowledge extends Act {
        Acknowledge() {
            super("acknowledge");
        }
    }

    @Command(name = "rollback", description = "Takes a release back, everywhere or in one region.")
    static final class Rollback extends Act {

        @Option(names = "--region", description = "only there; it goes on elsewhere")
        @Nullable
        String region;

        Rollback() {
            super("rollback");
        }

        @Override
        void add(ObjectNode body) {
            if (region != null) {
                body.put("region", region);
            }
        }
    }

    abstract static class Act extends ServerCommand {

        private final String action;

        @Parameters(paramLabel = "ID")
        String id = "";

        @Option(names = "--comment", description = "why, for the log and the audit")
        @Nullable
        String comment;

        Act(String action) {
            this.action = action;
        }

        /** What the action takes besides. */
        void add(ObjectNode body) {}

        @Override
        ExitCode run(ApiClient api, Output output) {
            ObjectNode body = Json.object();
            if (comment != null) {
                body.put("comment", comment);
            }
            add(body);
            JsonNode now = api.send("POST", ApiClient.path("releases", id, action), body, null)
                    .body();
            output.print(now, List.of(now.path("sentence").asText()));
            return ExitCode.DONE;
        }
    }
}
