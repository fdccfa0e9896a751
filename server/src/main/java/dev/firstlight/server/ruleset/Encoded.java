package dev.firstlight.server.ruleset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Canonical;
import dev.firstlight.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A ruleset's document as bytes: each form is made once, when somebody first wants it. */
final class Encoded {

    /** Made at most once; whoever comes meanwhile waits for the same. */
    private static final class Lazy<T> {
        private @Nullable Supplier<T> make;
        private @Nullable T made;

        Lazy(Supplier<T> make) {
            this.make = make;
        }

        synchronized T get() {
            Supplier<T> first = make;
            if (first != null) {
                made = first.get();
                make = null;
            }
            T done = made;
            if (done == null) {
                throw new IllegalStateException("nothing was made");
            }
            return done;
        }

        synchronized @Nullable T ifMade() {
            return made;
        }
    }

    private final Lazy<byte[]> identity;
    private final Lazy<byte[]> gzip;
    private final Lazy<String> digest;

    Encoded(ObjectNode document) {
        identity = new Lazy<>(() -> Json.bytes(document));
        gzip = new Lazy<>(() -> gzip(identity.get()));
        digest = new Lazy<>(() -> Canonical.digest(document));
    }

    byte[] identity() {
        return identity.get();
    }

    /** How long the document is as JSON; 0 where nobody asked for it yet. */
    int length() {
        byte[] made = identity.ifMade();
        return made == null ? 0 : made.length;
    }

    byte[] gzip() {
        return gzip.get();
    }

    String digest() {
        return digest.get();
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written", e);
        }
        return bytes.toByteArray();
    }
}
