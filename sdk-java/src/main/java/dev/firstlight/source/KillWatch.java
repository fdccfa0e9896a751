package dev.firstlight.source;

import dev.firstlight.core.Kills;
import dev.firstlight.wire.KillList;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a kill list again and again. It has a thread of its own, since it is there for when the server is not. Only a
 * newer list changes anything: one that is gone, older or not signed leaves the one in force as it is.
 */
final class KillWatch implements AutoCloseable {

    private final KillSource source;
    private final SourceConfig config;
    private final Http http;
    private final @Nullable CheckedFile kept;
    private final Consumer<Kills> taken;
    private final Thread thread;
    private String tag = "";

    private volatile KillListStatus status = new KillListStatus(0, Map.of(), null);

    KillWatch(KillSource source, SourceConfig config, @Nullable CacheDirectory directory, Consumer<Kills> taken) {
        this.source = source;
        this.config = config;
        this.http = new Http(config);
        this.kept = directory == null ? null : new CheckedFile(directory.resolve(".kills"));
        this.taken = taken;
        this.thread = new Thread(this::run, "firstlight-kills");
        thread.setDaemon(true);
    }

    KillListStatus status() {
        return status;
    }

    /** Takes the list of an earlier run, which may be all that there is, and what is in a file now. */
    void begin() {
        restore();
        if (!source.isRemote()) {
            try {
                saw(inFile());
            } catch (IOException | RuntimeException e) {
                failed(e);
            }
        }
    }

    /** Goes on looking. */
    void start() {
        thread.start();
    }

    /** Looks once, for no longer than this. */
    void look(Duration patience) throws InterruptedException {
        http.within(patience);
        look();
    }

    private void look() throws InterruptedException {
        String list;
        try {
            list = source.isRemote() ? fetched() : inFile();
        } catch (IOException | RuntimeException e) {
            failed(e);
            return;
        }
        saw(list);
    }

    private void restore() {
        byte[] last = kept == null ? null : kept.read();
        if (last != null) {
            try {
                take(new String(last, StandardCharsets.UTF_8));
            } catch (IOException e) {
                // Another key's, from before it was changed: the source says what holds now.
            }
        }
    }

    private void run() {
        try {
            while (true) {
                look();
                Thread.sleep(source.every().toMillis());
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** @param list null where it is the one that was seen last */
    private void saw(@Nullable String list) {
        try {
            if (list != null && take(list) && kept != null) {
                keep(kept, list);
            }
            said(null);
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        tag = "";
        said(e.getMessage() == null ? e.toString() : e.getMessage());
    }

    /** True where it is newer than what was in force. */
    private boolean take(String jws) throws IOException {
        KillList list = KillList.read(jws, source.key());
        long serial = status.serial();
        if (list.serial() < serial) {
            throw new IOException(
                    "The list is older than the one in force: serial " + list.serial() + " after " + serial + ".");
        }
        if (list.serial() == serial) {
            return false;
        }
        taken.accept(list.kills());
        status = new KillListStatus(list.serial(), list.kills().variants(), null);
        return true;
    }

    private static void keep(CheckedFile kept, String list) {
        try {
            kept.write(list.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A full disk costs the next start without the source, and nothing now.
        }
    }

    private void said(@Nullable String problem) {
        status = new KillListStatus(status.serial(), status.kills(), problem);
    }

    private String inFile() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(source.place()))) {
            return text(in.readNBytes(KillList.MAX_BYTES + 1));
        } catch (IOException e) {
            throw new IOException("The kill list cannot be read: " + e, e);
        }
    }

    /** Null where it is the one that was fetched last. */
    private @Nullable String fetched() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(source.place()));
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        HttpResponse<Chunks> response = http.open(request.build());
        byte[] body =
                http.read(response.body(), KillList.MAX_BYTES, config.timing().answer());
        if (response.statusCode() == 304 && !tag.isEmpty()) {
            return null;
        }
        if (response.statusCode() != 200) {
            throw new IOException("The kill list cannot be fetched: its place answered " + response.statusCode() + ".");
        }
        tag = response.headers().firstValue("ETag").orElse("");
        return text(body);
    }

    private static String text(byte[] bytes) throws IOException {
        if (bytes.length > KillList.MAX_BYTES) {
            throw new IOException("The kill list is larger than " + KillList.MAX_BYTES + " bytes.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        thread.interrupt();
        http.close();
    }
}
