package dev.firstlight.server.support;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP connection that stays open and has one request at a time on it. It does as little as it can: what loads the
 * server on the same machine takes nothing from what it measures.
 */
public final class KeptConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final String headers;

    /** Opens one to where a server listens; {@code authorization} is the header's whole value. */
    public KeptConnection(String url, String authorization) throws IOException {
        URI uri = URI.create(url);
        this.socket = new Socket(uri.getHost(), uri.getPort());
        this.socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
        this.headers = " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\nAuthorization: " + authorization
                + "\r\nContent-Type: application/json\r\n";
    }

    /**
     * An answer.
     *
     * @param tag its ETag, empty where it had none
     */
    public record Answer(int status, String tag, String body) {}

    /** Sends one and waits for its answer. */
    public Answer send(String method, String path, String body, Map<String, String> more) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(headers);
        more.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = java.util.Arrays.copyOf(start, start.length + bytes.length);
        System.arraycopy(bytes, 0, request, start.length, bytes.length);
        socket.getOutputStream().write(request);
        return read();
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        int length = 0;
        boolean chunked = false;
        String tag = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).trim());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("etag:")) {
                tag = line.substring(5).trim();
            }
        }
        if (!chunked) {
            return new Answer(status, tag, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        StringBuilder body = new StringBuilder();
        for (int size = chunk(); size > 0; size = chunk()) {
            body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            line();
        }
        line();
        return new Answer(status, tag, body.toString());
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].trim(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
