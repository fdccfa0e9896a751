package dev.firstlight.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.LargeSegment;
import dev.firstlight.source.SourceConfig.Following;
import dev.firstlight.source.SourceListener.Link;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a ruleset up to date. One thread does everything, one after the other: read the file, open a stream and follow
 * it to its end, wait, open the next. So there is never more than one stream. Where nobody is to be followed there is no
 * thread: those who ask do the work.
 */
public final class RulesetSource implements AutoCloseable {

    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(300);
    private static final int STREAM_AND_POLL = 2;

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

    /**
     * Starts. Waits for no network: a ruleset that was given is served by then, everything else comes by and by.
     *
     * @throws IllegalArgumentException where what was given is no ruleset
     */
    public synchronized void start() {
        boolean streams = config.following() == Following.STREAM;
        if (config.bootstrap() != null) {
            beginWith(config.bootstrap());
        }
        if (streams) {
            thread.start();
            return;
        }
        if (kills != null && config.bootstrap() == null) {
            kills.begin();
        }
        startFromFile();
        if (config.following() == Following.OFFLINE) {
            listener.onLink(
                    holder.raw() == null ? Link.REFUSED : Link.CURRENT,
                    holder.raw() == null
                            ? "Offline, and there is no ruleset: give the client one, or a cache directory that holds one."
                            : "Offline; serving the ruleset that is there.");
        }
    }

    private void beginWith(String ruleset) {
        if (kills != null) {
            // Before the first ruleset: nobody is to be served what was killed.
            kills.begin();
        }
        try {
            holder.restore(object(ruleset));
        } catch (IOException e) {
            throw new IllegalArgumentException("This is no ruleset: " + e.getMessage(), e);
        }
        listener.onLink(Link.LOST, "Serving the ruleset that it was given; the server has not answered yet.");
    }

    private static ObjectNode object(String ruleset) throws IOException {
        if (Json.parse(ruleset) instanceof ObjectNode node) {
            return node;
        }
        throw new IOException("it is no JSON object");
    }

    /**
     * Serves this ruleset from now on. Only where no server is followed.
     *
     * @return false where it is none, or no newer than what is there, or a server is followed
     */
    public synchronized boolean serve(String ruleset) {
        if (closed || config.following() == Following.STREAM) {
            return false;
        }
        try {
            ObjectNode next = object(ruleset);
            if (!Position.of(next).isAfter(holder.position())) {
                return false;
            }
            holder.restore(next);
            keep();
            listener.onLink(Link.CURRENT, "Serving the ruleset that it was given.");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Fetches the ruleset once, from the first server that answers, and looks at the kill list; on the calling thread.
     * Only where servers are asked that way.
     *
     * @param patience the longest that it takes
     * @return whether the ruleset is the server's now
     */
    public synchronized boolean refresh(Duration patience) {
        if (closed || config.following() != Following.WHEN_ASKED) {
            return false;
        }
        http.within(patience);
        try {
            if (kills != null) {
                kills.look(patience);
            }
            for (int i = 0; i < config.urls().size(); i++) {
                if (fetch("Fetched the ruleset when asked to.")) {
                    return true;
                }
                http.failOver();
            }
        } catch (RefusedException e) {
            listener.onLink(Link.REFUSED, e.sentence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean fetch(String reason) throws RefusedException, InterruptedException {
        try {
            new RulesetFetch(config, http).into(holder);
            keep();
            listener.onLink(Link.CURRENT, reason);
            return true;
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            listener.onLink(Link.LOST, "The ruleset cannot be fetched (" + e.getMessage() + ").");
            return false;
        }
    }

    /**
     * The ruleset as it was received last, which is not to be written to; null before the first. To be asked for by a
     * listener that is being told of a ruleset.
     */
    public @Nullable ObjectNode document() {
        return holder.raw();
    }

    /** The large segments that go with {@link #document}, by their keys. */
    public Map<String, LargeSegment> largeSegments() {
        return holder.large();
    }

    /** The kill list that is in force; null where none was given. */
    public @Nullable KillListStatus killList() {
        return kills == null ? null : kills.status();
    }

    private void run() {
        try {
            if (kills != null) {
                if (config.bootstrap() == null) {
                    kills.begin();
                }
                kills.start();
            }
            startFromFile();
            follow();
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

    private void follow() throws InterruptedException {
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
                    && http.pace().hasRoom()
                    && !poll()) {
                return;
            }
            http.failOver();
            // A server that says goodbye to everyone at once must not be stormed, whatever it asks for.
            Duration pause = steady && end.goodbye() ? Duration.ZERO : backoff.next();
            pause = pause.plus(end.away());
            Duration room = http.pace().until(STREAM_AND_POLL);
            Thread.sleep((pause.compareTo(room) > 0 ? pause : room).toMillis());
        }
    }

    private static Duration age(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private void startFromFile() {
        ObjectNode last = file == null ? null : file.read();
        if (last != null && Position.of(last).isAfter(holder.position())) {
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
