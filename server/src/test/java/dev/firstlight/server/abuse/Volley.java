package dev.firstlight.server.abuse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The same few requests, one after the other, from several connections at once; what they are answered is counted. */
final class Volley {

    private static final int AT_ONCE = 8;
    private static final int PATIENCE_MS = 60_000;

    private final Target target;
    private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    /**
     * Bytes as they are sent.
     *
     * @param name for people
     */
    record Shot(String name, byte[] bytes) {

        static Shot json(String name, String path, String secret, byte[] body, String... headers) {
            StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: abuse\r\n");
            head.append("Connection: close\r\nContent-Type: application/json\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
            if (!secret.isEmpty()) {
                head.append("Authorization: Bearer ").append(secret).append("\r\n");
            }
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
            byte[] all = java.util.Arrays.copyOf(start, start.length + body.length);
            System.arraycopy(body, 0, all, start.length, body.length);
            return new Shot(name, all);
        }

        static Shot json(String name, String path, String secret, String body, String... headers) {
            return json(name, path, secret, body.getBytes(StandardCharsets.UTF_8), headers);
        }

        static Shot raw(String name, String text) {
            return new Shot(name, text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    Volley(Target target) {
        this.target = target;
    }

    /** Sends all, again and again until the time is over, each at least once. */
    void until(long end, List<Shot> shots) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Thread thread = new Thread(
                    () -> {
                        for (int at = next.getAndIncrement();
                                at < shots.size() || System.nanoTime() < end;
                                at = next.getAndIncrement()) {
                            send(shots.get(at % shots.size()));
                        }
                    },
                    "volley");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void send(Shot shot) {
        String seen;
        try (Socket socket = new Socket(target.host(), target.port())) {
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(shot.bytes());
            } catch (IOException closedBeforeAllWasSent) {
                // There may be an answer all the same.
            }
            seen = status(socket.getInputStream());
        } catch (java.net.SocketTimeoutException e) {
            seen = "nothing";
            wrong.add(shot.name() + ": no answer in " + PATIENCE_MS + " ms");
        } catch (IOException e) {
            seen = "closed";
        }
        if (seen.startsWith("5") && !seen.equals("503")) {
            wrong.add(shot.name() + ": " + seen);
        }
        answers.merge(seen, 1, Integer::sum);
    }

    private static String status(InputStream in) throws IOException {
        byte[] start = in.readNBytes(12);
        in.transferTo(OutputStream.nullOutputStream());
        return start.length < 12 ? "closed" : new String(start, 9, 3, StandardCharsets.US_ASCII);
    }

    /** How often each status was answered. */
    Map<String, Integer> answers() {
        return answers;
    }

    /** What should not have been: errors of the server, and silence. */
    List<String> wrong() {
        return wrong.stream().distinct().limit(10).toList();
    }
}
