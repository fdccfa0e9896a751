package dev.firstlight.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.cli.types.JavaAccessors;
import dev.firstlight.server.cli.types.ManifestReader;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "types",
        description = "Writes a Java class in which each flag is a method of its own type; for TypeScript there is"
                + " firstlight-types in the SDK.")
final class TypesCommand extends ServerCommand {

    /** What the class itself uses. */
    private static final Set<String> TAKEN = Set.of(
            "Arrays", "Collections", "Context", "FlagClient", "LinkedHashMap", "List", "Map", "Object", "String");

    /** Where the flags are. */
    static final class From {
        @Option(
                names = {"-e", "--environment"},
                description =
                        "an environment of the project: a flag falls back to what it serves there while it is off")
        @Nullable
        String environment;

        @Option(
                names = {"-f", "--file"},
                paramLabel = "MANIFEST",
                description = "a manifest of OpenFeature's; asks no server")
        @Nullable
        Path file;
    }

    @ArgGroup(multiplicity = "1")
    From from = new From();

    @Option(names = "--package", required = true, description = "the class's package, such as org.example")
    String packageName = "";

    @Option(names = "--class", description = "the class's name; else Flags")
    String className = "Flags";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIRECTORY",
            description = "where packages begin, such as src/main/java; else to the output")
    @Nullable
    Path out;

    @Override
    ExitCode run(Cli cli, Output output) {
        return from.file == null ? super.run(cli, output) : write(document(from.file), output);
    }

    @Override
    ExitCode run(ApiClient api, Output output) {
        String environment = from.environment == null ? "" : from.environment;
        return write(api.get(ApiClient.path("environments", environment, "openfeature", "v0", "manifest")), output);
    }

    private static JsonNode document(Path file) {
        try {
            return Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "Cannot read " + file + ": " + e.getMessage());
        }
    }

    private ExitCode write(JsonNode manifest, Output output) {
        if (!SourceVersion.isName(packageName)) {
            throw new CommandFailure(ExitCode.USAGE, "\"" + packageName + "\" is no package.");
        }
        if (!className.matches("[A-Z][A-Za-z0-9]*") || TAKEN.contains(className)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "\"" + className + "\" cannot be the class; name it such as ShopFlags.");
        }
        var flags = ManifestReader.read(manifest);
        String source = JavaAccessors.of(flags, packageName, className);
        if (out == null) {
            output.out().print(source);
            output.out().flush();
            return ExitCode.DONE;
        }
        Path file = out.resolve(packageName.replace('.', '/')).resolve(className + ".java");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "Cannot write " + file + ": " + e);
        }
        output.print(
                Json.object().put("written", file.toString()).put("flags", flags.size()),
                List.of("Wrote " + flags.size() + " flags to " + file + "."));
        return ExitCode.DONE;
    }
}
