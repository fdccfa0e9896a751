package dev.firstlight.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Posts one batch at a time. */
final class Sender {

    private static final long MOST_RETRY_AFTER_SECONDS = 300;
    private static final int LARGEST_ANSWER = 64 * 1024;

    /** What became of a batch. */
    enum Outcome {
        /** The server has it, or will never take it: either way it is done with. */
        DONE,
        /** It is worth sending again. */
        AGAIN,
        /** The server refuses the key. */
        REFUSED
    }

    /**
     * An answer.
     *
     * @param retryAfter how long the server wants to be left alone, zero where it does not say
     * @param said what it says besides, empty where nobody listens
     */
    record Answer(Outcome outcome, Duration retryAfter, byte[] said) {

        Answer(Outcome outcome, Duration retryAfter) {
            this(outcome, retryAfter, new byte[0]);
        }
    }

    private final TelemetryConfig config;
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "firstlight-telemetry-http");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable HttpClient client;

    Sender(TelemetryConfig config) {
        this.config = config;
    }

    Answer send(byte[] batch, Duration patience) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(config.endpoint())
                .header("Authorization", "Bearer " + config.sdkKey())
                .header("Content-Type", "application/json")
                .timeout(patience)
                .POST(HttpRequest.BodyPublishers.ofByteArray(batch))
                .build();
        try {
            return config.sampleContexts()
                    ? listen(open().send(request, HttpResponse.BodyHandlers.ofInputStream()))
                    : answer(open().send(request, HttpResponse.BodyHandlers.discarding()));
        } catch (IOException e) {
            return new Answer(Outcome.AGAIN, Duration.ZERO);
        }
    }

    private static Answer listen(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            Answer answer = answer(response);
            return answer.outcome == Outcome.DONE
                    ? new Answer(Outcome.DONE, Duration.ZERO, body.readNBytes(LARGEST_ANSWER))
                    : answer;
        }
    }

    private static Answer answer(HttpResponse<?> response) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            return new Answer(Outcome.REFUSED, Duration.ZERO);
        }
        if (status == 429 || status >= 500) {
            String after = response.headers().firstValue("Retry-After").orElse("");
            long seconds = after.matches("[0-9]{1,9}") ? Long.parseLong(after) : 0;
            return new Answer(Outcome.AGAIN, Duration.ofSeconds(Math.min(seconds, MOST_RETRY_AFTER_SECONDS)));
        }
        return new Answer(Outcome.DONE, Duration.ZERO);
    }

    private HttpClient open() {
        HttpClient open = client;
        if (open == null) {
            open = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(config.timing().answer())
                    .executor(workers)
                    .build();
            client = open;
        }
        return open;
    }

    void close() {
        client = null; // before JDK 21 its selector thread ends when nothing refers to it any more
        workers.shutdownNow();
    }
}
