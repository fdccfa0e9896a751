package dev.firstlight.server.apifuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request to be sent.
 *
 * @param operation which it is made from
 * @param target as it stands in the request's first line
 * @param path the same without the query
 * @param body null for none
 * @param broken what is wrong with it; null where it is as the document says
 */
record Shot(
        Operation operation,
        Actor actor,
        String method,
        String target,
        String path,
        List<String[]> headers,
        byte @Nullable [] body,
        boolean chunked,
        @Nullable String broken) {

    private static final int SHOWN = 3_000;

    /** The value of a header, or null. */
    @Nullable
    String header(String name) {
        return headers.stream()
                .filter(one -> one[0].equalsIgnoreCase(name))
                .map(one -> one[1])
                .findFirst()
                .orElse(null);
    }

    /** The same with another value of a header. */
    Shot with(String name, String value) {
        List<String[]> others = new ArrayList<>(headers);
        others.removeIf(one -> one[0].equalsIgnoreCase(name));
        others.add(new String[] {name, value});
        return new Shot(operation, actor, method, target, path, others, body, chunked, broken);
    }

    /** What is at a path, for the same actor. */
    Shot reading(String at) {
        return new Shot(operation, actor, "GET", at, at, List.of(), null, false, null);
    }

    /** The media type that it says its body has, in lower case and without parameters; empty for none. */
    String mediaType() {
        String type = header("Content-Type");
        return type == null ? "" : type.split(";", -1)[0].trim().toLowerCase(Locale.ROOT);
    }

    byte[] bytes(String host) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n");
        actor.headers().forEach(one -> head.append(one[0] + ": " + one[1] + "\r\n"));
        headers.forEach(one -> head.append(one[0] + ": " + one[1] + "\r\n"));
        if (body != null && !chunked) {
            head.append("Content-Length: " + body.length + "\r\n");
        } else if (body != null) {
            head.append("Transfer-Encoding: chunked\r\n");
        }
        out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null && !chunked) {
            out.writeBytes(body);
        } else if (body != null) {
            for (int from = 0; from < body.length; from += 1000) {
                int size = Math.min(1000, body.length - from);
                out.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.write(body, from, size);
                out.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }

    @Override
    public String toString() {
        String all = new String(bytes("localhost"), StandardCharsets.UTF_8);
        return "as " + actor.name() + (broken == null ? ", as the document says" : ", broken: " + broken) + "\n"
                + (all.length() > SHOWN ? all.substring(0, SHOWN) + "… (" + all.length() + ")" : all);
    }
}
