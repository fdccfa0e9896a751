package dev.firstlight.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.cli.kill.KillKeyFile;
import dev.firstlight.server.cli.kill.KillOrder;
import dev.firstlight.server.cli.kill.KillPlace;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.KillList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = "Signs a list of flags that SDKs turn off though no server tells them; asks no server. Without"
                + " flags it shows the list.")
final class KillCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FLAG[=VARIANT]", description = "what to kill; without a variant the flag's off variant")
    List<String> kill = new ArrayList<>();

    @Option(names = "--lift", paramLabel = "FLAG", description = "a flag that its ruleset decides on again")
    List<String> lift = new ArrayList<>();

    @Option(names = "--lift-all", description = "lift all that are killed")
    boolean liftAll;

    @Option(
            names = "--list",
            paramLabel = "FILE|URL",
            description = "where SDKs find the list; an address takes PUT, as an object store's does")
    @Nullable
    String list;

    @Option(names = "--header", paramLabel = "\"NAME: VALUE\"", description = "for an address, e.g. to be let in")
    List<String> headers = new ArrayList<>();

    @Option(names = "--key", paramLabel = "FILE", description = "both keys in PEM; or FIRSTLIGHT_KILL_KEY")
    @Nullable
    Path key;

    @Option(names = "--new-key", description = "make the keys, and print the one for SDKs")
    boolean newKey;

    @Option(names = "--project", paramLabel = "KEY", description = "for the first list; or FIRSTLIGHT_PROJECT")
    @Nullable
    String project;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "KEY",
            description = "for the first list")
    @Nullable
    String environment;

    @Option(names = "--comment", description = "why; it is in the list")
    @Nullable
    String comment;

    @Option(
            names = "--config-map",
            paramLabel = "NAME",
            description = "print a ConfigMap with the list in it under \"kills\", for kubectl apply -f -")
    @Nullable
    String configMap;

    @Option(names = "--json", description = "print JSON, as happens where the output is no terminal")
    boolean json;

    @Override
    public Integer call() {
        Cli cli = (Cli) spec.root().userObject();
        Output output = new Output(
                spec.commandLine().getOut(), spec.commandLine().getErr(), json || cli.connection.json || !cli.terminal);
        try {
            if (newKey) {
                makeKey(cli, output);
            } else {
                run(cli, output);
            }
            return ExitCode.DONE.code();
        } catch (CommandFailure e) {
            output.note("kill: " + e.getMessage());
            return e.code().code();
        }
    }

    private void makeKey(Cli cli, Output output) {
        Path file = keyFile(cli);
        String open = KillKeyFile.make(file).publicKey();
        output.print(
                Json.object().put("key", file.toString()).put("publicKey", open),
                List.of("Wrote both keys to " + file + "; keep it where you are when all else is down.", open));
    }

    private void run(Cli cli, Output output) {
        if (configMap != null && !configMap.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
            throw new CommandFailure(ExitCode.USAGE, "\"" + configMap + "\" is no name of a ConfigMap.");
        }
        KillKeyFile keys = KillKeyFile.read(keyFile(cli));
        KillPlace place = new KillPlace(required(list, "the list", "--list"), headers);
        KillOrder order = new KillOrder(kill, lift, liftAll, comment);
        KillList before = verified(place.read(), keys);
        if (order.isEmpty()) {
            if (before == null) {
                throw new CommandFailure(ExitCode.USAGE, "There is no list at " + list + " yet; name a flag.");
            }
            show(before, before.sign(keys.secret()), "Signed at " + before.at() + ": ", output);
            return;
        }
        KillList next = order.on(
                before,
                before == null
                        ? required(
                                project == null ? cli.environment.get("FIRSTLIGHT_PROJECT") : project,
                                "the project",
                                "--project")
                        : same(project, before.kills().project(), "project"),
                before == null
                        ? required(environment, "the environment", "--environment")
                        : same(environment, before.kills().environment(), "environment"),
                Instant.now());
        String signed = next.sign(keys.secret());
        place.write(signed);
        show(next, signed, "Wrote ", output);
    }

    private static @Nullable KillList verified(@Nullable String text, KillKeyFile keys) {
        try {
            return text == null || text.isBlank() ? null : KillList.read(text, keys.open());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED, "The list that is there is not one of this key's, and stays: " + e.getMessage());
        }
    }

    private static String same(@Nullable String asked, String there, String what) {
        if (asked != null && !asked.equals(there)) {
            throw new CommandFailure(
                    ExitCode.REFUSED, "The list is for the " + what + " \"" + there + "\"; give each its own list.");
        }
        return there;
    }

    private Path keyFile(Cli cli) {
        String named = cli.environment.get("FIRSTLIGHT_KILL_KEY");
        return key != null ? key : Path.of(required(named, "the key's file", "--key or FIRSTLIGHT_KILL_KEY"));
    }

    private static String required(@Nullable String value, String what, String option) {
        if (value == null || value.isBlank()) {
            throw new CommandFailure(ExitCode.USAGE, "Say " + what + ": " + option + ".");
        }
        return value;
    }

    private void show(KillList shown, String signed, String verb, Output output) {
        if (configMap != null) {
            output.out()
                    .print("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + configMap + "\ndata:\n  kills: "
                            + signed + "\n");
            output.out().flush();
            return;
        }
        ObjectNode document = Json.object()
                .put("list", list)
                .put("serial", shown.serial())
                .put("project", shown.kills().project())
                .put("environment", shown.kills().environment())
                .put("at", shown.at())
                .put("comment", shown.comment());
        ObjectNode kills = document.putObject("kills");
        shown.kills().variants().forEach(kills::put);
        List<String> lines = new ArrayList<>();
        lines.add(verb + "serial " + shown.serial() + " for " + shown.kills().project() + "/"
                + shown.kills().environment() + " at " + list + ":");
        lines.addAll(KillOrder.words(shown));
        output.print(document, lines);
    }
}
