package dev.firstlight.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Requests to the server, none of which waits longer than it should. */
final class Http implements AutoCloseable {

    private final SourceConfig config;
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "firstlight-http");
        thread.setDaemon(true);
        return thread;
    });

    /** Null once closed: before JDK 21 a client's selector thread ends when nothing refers to the client any more. */
    private volatile @Nullable HttpClient client;

    Http(SourceConfig config) {
        this.config = config;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timing().answer())
                .executor(workers)
                .build();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(config.resolve(path)).header("Authorization", "Bearer " + config.sdkKey());
    }

    /** A response whose head has arrived. */
    HttpResponse<Chunks> open(HttpRequest request) throws IOException, InterruptedException {
        HttpClient open = client;
        if (open == null) {
            throw new IOException("the source is closed");
        }
        CompletableFuture<HttpResponse<Chunks>> answer = open.sendAsync(request, info -> new Chunks());
        try {
            return answer.get(config.timing().answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(
                    "the server did not answer within " + config.timing().answer(), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("the server cannot be reached: " + cause, cause);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    /** All of a body, if it is no larger than it may be and does not take longer than it may. */
    static byte[] read(Chunks chunks, int maxBytes, Duration patience) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (byte[] piece = next(chunks, deadline); piece != null; piece = next(chunks, deadline)) {
                body.write(piece);
                if (body.size() > maxBytes) {
                    throw new IOException("the answer is larger than " + maxBytes + " bytes");
                }
            }
            return body.toByteArray();
        } finally {
            chunks.cancel();
        }
    }

    private static byte @Nullable [] next(Chunks chunks, long deadline) throws IOException, InterruptedException {
        return chunks.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    @Override
    public void close() {
        client = null;
        workers.shutdownNow();
    }
}
