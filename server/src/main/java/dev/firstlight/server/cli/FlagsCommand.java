package dev.firstlight.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.wire.Json;
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
        name = "flags",
        mixinStandardHelpOptions = true,
        description = "Looks at flags and turns them.",
        subcommands = {
            FlagsCommand.ListFlags.class,
            FlagsCommand.Get.class,
            FlagsCommand.On.class,
            FlagsCommand.Off.class
        })
final class FlagsCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name one of list, get, on, off.");
    }

    @Command(name = "list", description = "The flags that match, each with where it is on.")
    static final class ListFlags extends ServerCommand {

        @Parameters(
                paramLabel = "QUERY",
                arity = "0..1",
                description = "as in the console, e.g. \"tag:checkout state:on\"")
        @Nullable
        String query;

        @Override
        ExitCode run(ApiClient api, Output output) {
            ArrayNode flags = Pages.all(api, ApiClient.path("flags"), query);
            List<String> lines = new ArrayList<>();
            for (JsonNode flag : flags) {
                List<String> on = new ArrayList<>();
                flag.path("environments").properties().forEach(one -> {
                    if (one.getValue().path("enabled").asBoolean()) {
                        on.add(one.getKey());
                    }
                });
                lines.add(String.format(
                        Locale.ROOT,
                        "%-40s %-8s %s",
                        flag.path("key").asText(),
                        flag.path("type").asText(),
                        on.isEmpty() ? "off" : "on in " + String.join(", ", on)));
            }
            output.print(flags, lines);
            return ExitCode.DONE;
        }
    }

    @Command(name = "get", description = "A flag, as JSON.")
    static final class Get extends ServerCommand {

        @Parameters(paramLabel = "FLAG")
        String flag = "";

        @Option(
                names = {"-e", "--environment"},
                description = "only what it does there")
        @Nullable
        String environment;

        @Override
        ExitCode run(ApiClient api, Output output) {
            String path = ApiClient.path("flags", flag);
            JsonNode found = api.get(environment == null ? path : path + ApiClient.path("environments", environment));
            new Output(output.out(), output.err(), true).print(found, List.of());
            return ExitCode.DONE;
        }
    }

    @Command(name = "on", description = "Turns a flag on in an environment.")
    static final class On extends Turn {
        On() {
            super("turnOn");
        }
    }

    @Command(name = "off", description = "Turns a flag off in an environment.")
    static final class Off extends Turn {
        Off() {
            super("turnOff");
        }
    }

    abstract static class Turn extends ServerCommand {

        private final String kind;

        @Parameters(paramLabel = "FLAG")
        String flag = "";

        @Option(
                names = {"-e", "--environment"},
                required = true,
                description = "where")
        String environment = "";

        @Option(names = "--comment", description = "why, for the audit")
        @Nullable
        String comment;

        Turn(String kind) {
            this.kind = kind;
        }

        @Override
        ExitCode run(ApiClient api, Output output) {
            var body = Json.object();
            if (comment != null) {
                body.put("comment", comment);
            }
            body.putArray("instructions").addObject().put("kind", kind);
            JsonNode now = api.send(
                            "POST", ApiClient.path("flags", flag, "environments", environment, "changes"), body, null)
                    .body();
            output.print(
                    now,
                    List.of(flag + " is " + (now.path("enabled").asBoolean() ? "on" : "off") + " in " + environment
                            + ", revision " + now.path("revision").asLong() + "."));
            return ExitCode.DONE;
        }
    }
}
