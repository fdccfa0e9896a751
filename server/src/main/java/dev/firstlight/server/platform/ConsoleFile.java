package dev.firstlight.server.platform;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.MimeMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** One file of the console, read once: all of them together are a few hundred kilobytes. */
final class ConsoleFile {

    private static final String FOLDER = "META-INF/resources";

    private final String type;
    private final String tag;
    private final Buffer content;

    private ConsoleFile(String type, byte[] bytes) {
        this.type = type;
        this.tag = '"' + DigestUtils.sha256Hex(bytes) + '"';
        this.content = Buffer.buffer(bytes);
    }

    /** The file at a path that begins with a slash; null where there is none. */
    static @Nullable ConsoleFile read(String path) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(FOLDER + path)) {
            String type = MimeMapping.getMimeTypeForFilename(path);
            return in == null || type == null ? null : new ConsoleFile(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with it, or with 304 where the sender has it. */
    void answer(HttpServerRequest request, String cacheControl) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CACHE_CONTROL, cacheControl)
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(tag)) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, type.startsWith("text/") ? type + ";charset=UTF-8" : type)
                .end(content);
    }
}
