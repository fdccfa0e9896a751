package dev.firstlight.source;

import dev.firstlight.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;

/** Fetches the whole ruleset once. */
final class RulesetFetch {

    /** Twice what the server lets a ruleset grow to. */
    static final int MAX_BYTES = 10 * 1024 * 1024;

    private final SourceConfig config;
    private final Http http;

    RulesetFetch(SourceConfig config, Http http) {
        this.config = config;
        this.http = http;
    }

    void into(Holder holder) throws IOException, InterruptedException {
        HttpRequest.Builder request = http.request("/sdk/v1/ruleset").header("Accept-Encoding", "gzip");
        if (holder.isWhole()) {
            request.header("If-None-Match", '"' + holder.position().text() + '"');
        }
        HttpResponse<Chunks> response = http.openPaced(request.build());
        byte[] body = http.read(response.body(), MAX_BYTES, config.timing().silence());
        RefusedException.throwIfRefused(response.statusCode());
        if (response.statusCode() == 304) {
            return;
        }
        if (response.statusCode() != 200) {
            throw new IOException("the server answered " + response.statusCode() + " instead of a ruleset");
        }
        boolean gzip =
                response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        holder.replace(Json.parse(gzip ? unzipped(body) : body));
    }

    private static byte[] unzipped(byte[] body) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("the ruleset is larger than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }
}
