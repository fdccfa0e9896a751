package dev.firstlight.server.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads a stream of server-sent events as they come. */
public final class EventReader implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final InputStream body;

    /** An event, or one of the marks. */
    public record Event(String name, @Nullable String id, String data) {
        public static final Event COMMENT = new Event("comment", null, "");
        public static final Event END = new Event("end", null, "");
    }

    private EventReader(InputStream body) {
        this.body = body;
        Thread thread = new Thread(this::read, "event-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens a stream with a key. */
    public static EventReader open(String url, String key) throws IOException, InterruptedException {
        return open(url, Map.of("Authorization", "Bearer " + key));
    }

    /** Opens a stream with headers. */
    public static EventReader open(String url, Map<String, String> headers) throws IOException, InterruptedException {
        return open(HttpRequest.newBuilder(URI.create(url)), headers);
    }

    /** Opens a stream by sending a body. */
    public static EventReader post(String url, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        return open(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    private static EventReader open(HttpRequest.Builder request, Map<String, String> headers)
            throws IOException, InterruptedException {
        headers.forEach(request::header);
        HttpResponse<InputStream> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        return new EventReader(response.body());
    }

    private void read() {
        String name = "message";
        String id = null;
        String data = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    events.add(Event.COMMENT);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Event(name, id, data));
                    data = "";
                }
            }
        } catch (IOException closed) {
            // The end, as for a stream that the server ended.
        }
        events.add(Event.END);
    }

    /** The next event that is no comment. */
    public Event next() throws InterruptedException {
        Event event = nextOrComment();
        return event == Event.COMMENT ? next() : event;
    }

    /** The next event or comment. */
    public Event nextOrComment() throws InterruptedException {
        Event event = events.poll(15, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event within 15 s");
        }
        return event;
    }

    /** Whether an event that is no comment has come. */
    public boolean hasEvent() {
        return events.stream().anyMatch(event -> event != Event.COMMENT);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
