package dev.firstlight.server.cli;

import dev.firstlight.server.platform.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** For where nobody else can ask, such as a container without a shell. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description =
                "Asks the server or relay on this machine whether it can serve: 0 if so, 1 if not, 3 where nobody answers.")
final class HealthCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Option(names = "--url", description = "another address to ask; else /q/health/ready on QUARKUS_HTTP_PORT")
    @Nullable
    String url;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        String address = url != null ? url : "http://127.0.0.1:" + Settings.httpPort() + "/q/health/ready";
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            spec.commandLine().getOut().println(answer.body());
            return answer.statusCode() == 200 ? 0 : ExitCode.REFUSED.code();
        } catch (IOException e) {
            spec.commandLine().getErr().println("health: " + address + " does not answer: " + e);
            return ExitCode.UNREACHABLE.code();
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println("health: --url: " + e.getMessage());
            return ExitCode.USAGE.code();
        }
    }
}
