package dev.firstlight.server.ci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The CI systems that there is something for, each running it as its own runners do. */
enum Pipeline {
    /** The composite Action: inputs are put into the step's environment, and the step's shell is what the runner starts. */
    GITHUB {
        @Override
        Ran run(Path directory, String command, Map<String, String> told) throws IOException {
            Map<String, Object> action = yaml("github/action.yml");
            Map<String, Map<String, Object>> inputs = map(action.get("inputs"));
            Map<String, Object> runs = map(action.get("runs"));
            Map<String, Object> step =
                    Pipeline.<List<Map<String, Object>>>as(runs.get("steps")).get(0);
            Map<String, String> with = new HashMap<>();
            inputs.forEach((name, input) -> with.put(name, String.valueOf(input.getOrDefault("default", ""))));
            with.put("command", command);
            told.forEach((name, value) -> with.put(input(name), value));
            // Whoever says something else than there are inputs is mistaken, in a test as well.
            if (!inputs.keySet().containsAll(with.keySet())) {
                throw new AssertionError("inputs are " + inputs.keySet() + ", not " + with.keySet());
            }
            Map<String, String> environment = new HashMap<>();
            Pipeline.<Map<String, String>>as(step.get("env"))
                    .forEach((name, value) -> environment.put(name, filled(value, with)));
            environment.put("GITHUB_ACTION_PATH", CI.resolve("github").toString());
            environment.put("GITHUB_OUTPUT", directory.resolve("github-output").toString());
            environment.put("GITHUB_RUN_ID", Long.toString(System.nanoTime()));
            environment.put("GITHUB_RUN_ATTEMPT", "1");
            Path script = written(directory, Pipeline.as(step.get("run")));
            return Ran.start(
                    directory,
                    environment,
                    List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString()));
        }

        private String input(String variable) {
            return variable.substring("FIRSTLIGHT_".length()).toLowerCase(Locale.ROOT);
        }

        private String filled(String value, Map<String, String> with) {
            Matcher matcher =
                    Pattern.compile("\\$\\{\\{ (inputs|github)\\.(\\w+) }}").matcher(value);
            return matcher.replaceAll(found -> Matcher.quoteReplacement(
                    found.group(1).equals("inputs")
                            ? Objects.requireNonNull(with.get(found.group(2)), found.group(2))
                            : Objects.requireNonNull(GITHUB_CONTEXT.get(found.group(2)), found.group(2))));
        }
    },
    /** A job that extends the template. */
    GITLAB {
        @Override
        Ran run(Path directory, String command, Map<String, String> told) throws IOException {
            Map<String, Object> job = map(yaml("gitlab/firstlight.yml").get(".firstlight"));
            Map<String, String> environment = new HashMap<>();
            Pipeline.<Map<String, String>>as(job.get("variables"))
                    .forEach((name, value) -> environment.put(
                            name,
                            value.replace("$CI_COMMIT_SHA", COMMIT)
                                    .replace("$CI_PIPELINE_URL", "https://gitlab.example/1")));
            environment.put("FIRSTLIGHT_COMMAND", command);
            environment.put("CI_JOB_ID", Long.toString(System.nanoTime()));
            environment.putAll(told);
            List<String> lines = new ArrayList<>();
            lines.addAll(as(job.get("before_script")));
            lines.addAll(as(job.get("script")));
            copyScript(directory);
            Path script = written(directory, "set -eo pipefail\nset +o noclobber\n" + String.join("\n", lines) + "\n");
            return Ran.start(directory, environment, List.of("bash", script.toString()));
        }
    },
    /** The line of the Jenkinsfile that has the command, as Jenkins's {@code sh} step runs it. */
    JENKINS {
        @Override
        Ran run(Path directory, String command, Map<String, String> told) throws IOException {
            String line = Pattern.compile("sh '([^']+)'")
                    .matcher(Files.readString(CI.resolve("jenkins/Jenkinsfile")))
                    .results()
                    .map(found -> found.group(1))
                    .filter(one -> one.endsWith(" " + command))
                    .findFirst()
                    .orElseThrow();
            Map<String, String> environment = new HashMap<>(told);
            environment.put("BUILD_TAG", "jenkins-a job-" + System.nanoTime());
            copyScript(directory);
            Path script = written(directory, line + "\n");
            return Ran.start(directory, environment, List.of("sh", "-xe", script.toString()));
        }
    };

    static final Path CI = Path.of("..", "ci").toAbsolutePath().normalize();
    private static final String COMMIT = "1f0c2a9d5c8e4b7f6a3210fedcba9876543210ab";
    private static final Map<String, String> GITHUB_CONTEXT =
            Map.of("sha", COMMIT, "server_url", "https://github.example", "repository", "shop/shop", "run_id", "7");

    /**
     * Runs a command of the script.
     *
     * @param told what the pipeline's author says, by variables of the script
     */
    abstract Ran run(Path directory, String command, Map<String, String> told) throws IOException;

    /** A file of its own, as a shell that is still at another reads on in that. */
    private static Path written(Path directory, String script) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "step", ".sh"), script);
    }

    private static void copyScript(Path directory) throws IOException {
        Path copy = directory.resolve("ci/firstlight.sh");
        if (!Files.exists(copy)) {
            Files.createDirectories(copy.getParent());
            Files.copy(CI.resolve("firstlight.sh"), copy);
        }
    }

    static Map<String, Object> yaml(String file) throws IOException {
        return new Yaml().load(Files.readString(CI.resolve(file)));
    }

    static <T> Map<String, T> map(@org.jspecify.annotations.Nullable Object node) {
        return as(node);
    }

    @SuppressWarnings("unchecked")
    static <T> T as(@org.jspecify.annotations.Nullable Object node) {
        return (T) Objects.requireNonNull(node);
    }
}
