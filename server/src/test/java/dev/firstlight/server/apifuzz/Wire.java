package dev.firstlight.server.apifuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Sends requests byte for byte, which no HTTP client would, and reads what comes back. */
final class Wire implements AutoCloseable {

    private static final int PATIENCE = 20_000;

    private final String host;
    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    Wire(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** Sends and reads; a connection that the server has closed meanwhile is opened anew, once. */
    Answer send(Shot shot) throws IOException {
        boolean kept = socket != null;
        long from = System.nanoTime();
        try {
            return exchange(shot, from);
        } catch (SocketTimeoutException e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            if (!kept) {
                throw e;
            }
            try {
                return exchange(shot, from);
            } catch (IOException again) {
                close();
                throw again;
            }
        }
    }

    private Answer exchange(Shot shot, long from) throws IOException {
        if (socket == null) {
            socket = new Socket(host, port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE);
            in = new BufferedInputStream(socket.getInputStream());
        }
        InputStream stream = java.util.Objects.requireNonNull(in);
        try {
            socket.getOutputStream().write(shot.bytes(host + ":" + port));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The server may have answered before it had read all, and closed; what it said is still to be read.
        }
        int status;
        Map<String, List<String>> headers;
        do {
            String first = line(stream);
            if (!first.startsWith("HTTP/1.")) {
                throw new IOException("This is no HTTP: " + first);
            }
            status = Integer.parseInt(first.substring(9, 12));
            headers = headers(stream);
        } while (status == 100);
        long millis = (System.nanoTime() - from) / 1_000_000;
        boolean events =
                headers.getOrDefault("content-type", List.of("")).get(0).startsWith("text/event-stream");
        boolean bare = shot.method().equals("HEAD") || status == 204 || status == 304;
        byte[] body = bare ? new byte[0] : events ? some(stream) : body(stream, headers);
        if (events && !bare
                || headers.getOrDefault("connection", List.of("")).get(0).equalsIgnoreCase("close")) {
            close();
        }
        if (headers.getOrDefault("content-encoding", List.of("")).get(0).equals("gzip") && body.length > 0) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        return new Answer(status, headers, body, !events, millis);
    }

    private byte[] some(InputStream stream) throws IOException {
        java.util.Objects.requireNonNull(socket).setSoTimeout(300);
        try {
            String size = line(stream);
            return stream.readNBytes(Math.min(10_000, Integer.parseInt(size.trim(), 16)));
        } catch (SocketTimeoutException e) {
            return new byte[0];
        }
    }

    private static byte[] body(InputStream stream, Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int size = Integer.parseInt(line(stream).trim(), 16); size > 0; ) {
                out.writeBytes(stream.readNBytes(size));
                line(stream);
                size = Integer.parseInt(line(stream).trim(), 16);
            }
            line(stream);
            return out.toByteArray();
        }
        List<String> length = headers.get("content-length");
        return length == null ? new byte[0] : stream.readNBytes(Integer.parseInt(length.get(0)));
    }

    private static Map<String, List<String>> headers(InputStream stream) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = line(stream); !line.isEmpty(); line = line(stream)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        return headers;
    }

    private static String line(InputStream stream) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int b = stream.read(); b != '\n'; b = stream.read()) {
            if (b < 0) {
                throw new EOFException("The connection was closed before the answer was whole.");
            }
            if (b != '\r') {
                out.write(b);
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
        socket = null;
        in = null;
    }
}
