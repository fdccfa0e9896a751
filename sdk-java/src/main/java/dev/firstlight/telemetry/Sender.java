package dev.firstlight.telemetry;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    private volatile @Nullable HttpClient client;
    private volatile boolean closed;
    /** Which of the servers is sent to. */
    private int server;

    Sender(TelemetryConfig config) {
        this.config = config;
    }

    Answer send(byte[] batch, Duration patience) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(config.endpoint(server))
                .header("Authorization", "Bearer " + config.sdkKey())
                .header("Content-Type", "application/json")
                .timeout(patience)
                .POST(HttpRequest.BodyPublishers.ofByteArray(batch))
                .build();
        Answer answer = exchange(request, patience);
        if (answer.outcome == Outcome.AGAIN) {
            server = (server + 1) & Integer.MAX_VALUE;
        }
        return answer;
    }

    /** Waits by itself: the request's own timeout ends with the head of the answer, and nothing ends it once closed. */
    private Answer exchange(HttpRequest request, Duration patience) throws InterruptedException {
        int most = config.sampleContexts() ? LARGEST_ANSWER : 0;
        CompletableFuture<HttpResponse<byte[]>> sent = null;
        try {
            sent = open().sendAsync(request, head -> new FirstBytes(most));
            HttpResponse<byte[]> response = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            Answer answer = answer(response);
            return answer.outcome == Outcome.DONE ? new Answer(Outcome.DONE, Duration.ZERO, response.body()) : answer;
        } catch (IOException | ExecutionException | TimeoutException | RejectedExecutionException e) {
            return new Answer(Outcome.AGAIN, Duration.ZERO);
        } finally {
            if (sent != null) {
                sent.cancel(true); // where it is done that does nothing
            }
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

    private HttpClient open() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        HttpClient open = client;
        if (open == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(config.timing().answer())
                    .executor(workers);
            config.network().accept(builder);
            open = builder.build();
            client = open;
        }
        return open;
    }

    void close() {
        closed = true;
        client = null; // before JDK 21 its selector thread ends when nothing refers to it any more
        workers.shutdownNow();
    }
}
