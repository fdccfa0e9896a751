package dev.firstlight.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
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

/** Requests to one of the servers, none of which waits longer than it should. */
final class Http implements AutoCloseable {

    private final SourceConfig config;
    private final Pace pace;
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "firstlight-http");
        thread.setDaemon(true);
        return thread;
    });

    // Guarded by this.
    /** Null before the first request, and once closed: before JDK 21 a client's selector thread ends with the client. */
    private @Nullable HttpClient client;

    private boolean closed;

    /** Which of the servers is asked. */
    private volatile int server;
    /** Before which all requests must be done, by {@link System#nanoTime}; null where each has its own time only. */
    private volatile @Nullable Long deadline;

    Http(SourceConfig config) {
        this.config = config;
        this.pace = new Pace(config.timing().lastRetry().dividedBy(3), System::nanoTime);
    }

    /** How many connections rulesets and streams cost. */
    Pace pace() {
        return pace;
    }

    HttpRequest.Builder request(String path) {
        String base = config.urls().get(server).toString();
        URI address = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + config.sdkKey());
    }

    /** Asks the next server from now on; the same where there is no other. */
    void failOver() {
        server = (server + 1) % config.urls().size();
    }

    /** Gives everything that is asked from now on this long in all. */
    void within(Duration patience) {
        deadline = System.nanoTime() + patience.toNanos();
    }

    /** A response whose head has arrived, to a request for a ruleset or a stream. */
    HttpResponse<Chunks> openPaced(HttpRequest request) throws IOException, InterruptedException {
        pace.spend();
        try {
            return open(request);
        } catch (IOException e) {
            if (e.getCause() instanceof IOException cause && !(cause instanceof ConnectException)) {
                pace.spend(); // Java's client asks once more where a connection ends without an answer
            }
            throw e;
        }
    }

    /** A response whose head has arrived. */
    HttpResponse<Chunks> open(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Chunks>> answer = client().sendAsync(request, info -> new Chunks());
        Duration patience = atMost(config.timing().answer());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("the server did not answer within " + patience, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (FloodException.is(cause)) {
                abandonConnections();
                throw new FloodException(cause);
            }
            throw new IOException("the server cannot be reached: " + cause, cause);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private synchronized HttpClient client() throws IOException {
        if (closed) {
            throw new IOException("the source is closed");
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

    private synchronized void abandonConnections() {
        HttpClient abandoned = client;
        client = null;
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(abandoned); // from JDK 21 on
        } catch (ReflectiveOperationException e) {
            // before, they go with the process
        }
    }

    private Duration atMost(Duration patience) {
        Long end = deadline;
        Duration left = end == null ? patience : Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        return left.compareTo(patience) < 0 ? left : patience;
    }

    /** All of a body, if it is no larger than it may be and does not take longer than it may. */
    byte[] read(Chunks chunks, int maxBytes, Duration patience) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        long end = System.nanoTime() + atMost(patience).toNanos();
        try {
            for (byte[] piece = next(chunks, end); piece != null; piece = next(chunks, end)) {
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

    private static byte @Nullable [] next(Chunks chunks, long end) throws IOException, InterruptedException {
        return chunks.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }

    @Override
    public synchronized void close() {
        closed = true;
        client = null;
        workers.shutdownNow();
    }
}
