package dev.firstlight.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.source.SourceListener.Link;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a ruleset up to date. One thread does everything, one after the other: read the file, open a stream and follow
 * it to its end, wait, open the next. So there is never more than one stream.
 */
public final class RulesetSource implements AutoCloseable {

    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(300);

    private final SourceConfig config;
    private final SourceListener listener;
    private final Http http;
    private final Holder holder;
    private final Backoff backoff;
    private final LargeSegments segments;
    private final @Nullable RulesetFile file;
    private final @Nullable KillWatch kills;
    private final Thread thread;
    /** What the file is known to hold. */
    private Position kept = Position.NONE;

    private volatile boolean closed;

    /**
     * A source that does nothing yet.
     *
     * @param list a kill list that wins over the rulesets, null for none
     */
    public RulesetSource(SourceConfig config, @Nullable KillSource list, SourceListener listener) {
        this.config = config;
        this.listener = listener;
        this.http = new Http(config);
        CacheDirectory directory =
                config.cacheDirectory() == null ? null : new CacheDirectory(config.cacheDirectory(), config);
        this.file = directory == null ? null : new RulesetFile(directory);
        this.segments = new LargeSegments(config, http, directory == null ? null : new SegmentFiles(directory));
        this.holder = new Holder(listener, segments);
        this.kills = list == null ? null : new KillWatch(list, config, directory, holder::kill);
        this.backoff = new Backoff(config.timing().firstRetry(), config.timing().lastRetry());
        this.thread = new Thread(this::run, "firstlight-source");
        thread.setDaemon(true);
    }

    /** Starts. Returns at once. */
    public void start() {
        thread.start();
    }

    /** The kill list that is in force; null where none was given. */
    public @Nullable KillListStatus killList() {
        return kills == null ? null : kills.status();
    }

    private void run() {
        try {
            if (kills != null) {
                // Before the first ruleset: nobody is to be served what was killed.
                kills.begin();
            }
            startFromFile();
            long lastLive = System.nanoTime();
            while (!closed) {
                long opened = System.nanoTime();
                RulesetStream.End end = new RulesetStream(config, http, holder, listener, this::keep).follow();
                if (end.refused()) {
                    listener.onLink(Link.REFUSED, end.reason());
                    return;
                }
                boolean steady =
                        end.wasLive() && age(opened).compareTo(config.timing().steady()) > 0;
                if (steady) {
                    backoff.reset();
                }
                if (end.wasLive()) {
                    lastLive = System.nanoTime();
                }
                if (!end.goodbye()) {
                    listener.onLink(Link.LOST, end.reason());
                }
                boolean none = !holder.isWhole();
                if (!end.wasLive()
                        && (none || age(lastLive).compareTo(config.timing().pollAfter()) > 0)
                        && !poll()) {
                    return;
                }
                // A server that says goodbye to everyone at once must not be stormed, whatever it asks for.
                Duration pause = steady && end.goodbye() ? Duration.ZERO : backoff.next();
                Thread.sleep(pause.plus(end.away()).toMillis());
            }
        } catch (InterruptedException e) {
            // closed
        } catch (RuntimeException e) {
            listener.onLink(Link.LOST, "The SDK stopped following the server: " + e);
        } finally {
            Thread.interrupted(); // an interrupt closes the file that is being written, so what it cut off is done
            // again
            keep();
        }
    }

    private static Duration age(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private void startFromFile() {
        ObjectNode last = file == null ? null : file.read();
        if (last != null) {
            try {
                holder.restore(last);
                listener.onLink(
                        Link.LOST, "Serving the last known ruleset from a file; the server has not answered yet.");
            } catch (IOException e) {
                // A file of an older version of the SDK: the server will send a ruleset.
            }
        }
    }

    /** Fetches the ruleset once. False where the key was refused. */
    private boolean poll() throws InterruptedException {
        try {
            new RulesetFetch(config, http).into(holder);
            keep();
            listener.onLink(Link.CURRENT, "Streams fail; fetching the ruleset by polling.");
            return true;
        } catch (RefusedException e) {
            listener.onLink(Link.REFUSED, e.sentence());
            return false;
        } catch (IOException e) {
            return true; // the stream's failure has been reported already
        }
    }

    private void keep() {
        ObjectNode raw = holder.raw();
        if (file != null && raw != null && !kept.equals(holder.position())) {
            try {
                segments.keep();
                segments.removeStale(file.write(raw));
                kept = holder.position();
            } catch (IOException e) {
                // A full disk costs the next cold start, and nothing now; the next change tries again.
            }
        }
    }

    /** Stops, and waits a moment at most for what is under way. */
    @Override
    public void close() {
        closed = true;
        if (kills != null) {
            kills.close();
        }
        thread.interrupt();
        http.close();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(CLOSE_PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
