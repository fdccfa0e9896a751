package dev.firstlight.server.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import redis.embedded.RedisServer;

/** A real Redis that a test may kill, start again, and tell what to do. */
public final class Redis implements AutoCloseable {

    private final int port;
    private RedisServer server;

    private Redis(int port) {
        this.port = port;
    }

    /** Starts one that keeps nothing, on a free port. */
    public static Redis start() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Redis redis = new Redis(socket.getLocalPort());
            socket.close();
            redis.startAgain();
            return redis;
        }
    }

    /** Starts it again on the same port. */
    public void startAgain() throws IOException {
        server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
    }

    /** As the server's setting wants it. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Sends a command; gives the first line of the answer. */
    public String send(String... command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            StringBuilder text = new StringBuilder("*" + command.length + "\r\n");
            for (String part : command) {
                text.append('$')
                        .append(part.length())
                        .append("\r\n")
                        .append(part)
                        .append("\r\n");
            }
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (answer == null || answer.startsWith("-")) {
                throw new IOException("Redis: " + answer);
            }
            return answer;
        }
    }

    /** Ends it. */
    public void kill() throws IOException {
        server.stop();
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
