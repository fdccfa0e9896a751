package dev.firstlight.server.cli.kill;

import dev.firstlight.server.cli.CommandFailure;
import dev.firstlight.server.cli.ExitCode;
import dev.firstlight.wire.KillList;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a kill list is kept.
 *
 * @param place a file's path, or an address that answers GET and takes PUT, as an object store's does
 * @param headers for the address, each {@code Name: value}
 */
public record KillPlace(String place, List<String> headers) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The list that is there; null where there is none yet. */
    public @Nullable String read() {
        try {
            if (!isRemote()) {
                return Files.readString(Path.of(place));
            }
            HttpResponse<String> answer = send(request().GET());
            if (answer.statusCode() == 404) {
                return null;
            }
            require(answer, "read", 200);
            return answer.body();
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "Cannot read " + place + ": " + e);
        }
    }

    /** Puts another in its place; whoever reads a file meanwhile has the one or the other. */
    public void write(String list) {
        if (list.length() > KillList.MAX_BYTES) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The list would have " + list.length() + " bytes, and " + KillList.MAX_BYTES
                            + " are read; lift what need not be killed any more.");
        }
        if (isRemote()) {
            require(
                    send(request()
                            .header("Content-Type", "application/jose")
                            .PUT(HttpRequest.BodyPublishers.ofString(list))),
                    "written",
                    200,
                    201,
                    204);
            return;
        }
        Path file = Path.of(place).toAbsolutePath();
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.writeString(next, list);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "Cannot write " + place + ": " + e);
        }
    }

    private boolean isRemote() {
        return place.matches("(?i)https?://.*");
    }

    private HttpRequest.Builder request() {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(place)).timeout(PATIENCE);
            for (String header : headers) {
                int colon = header.indexOf(':');
                if (colon < 1) {
                    throw new IllegalArgumentException("a header is \"Name: value\"");
                }
                request.header(
                        header.substring(0, colon).strip(),
                        header.substring(colon + 1).strip());
            }
            return request;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "Cannot ask " + place + ": " + e.getMessage());
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, place + " does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.UNREACHABLE, "Interrupted.");
        }
    }

    private void require(HttpResponse<String> answer, String done, Integer... good) {
        int status = answer.statusCode();
        if (!List.of(good).contains(status)) {
            throw new CommandFailure(
                    status == 401 || status == 403 ? ExitCode.NOT_ALLOWED : ExitCode.REFUSED,
                    "The list cannot be " + done + ": " + place + " answered " + status + ".");
        }
    }
}
