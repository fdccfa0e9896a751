package dev.firstlight.hostile;

import dev.firstlight.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Ways in which a server does harm. */
enum Hostility {
    CLOSES_AT_ONCE {
        @Override
        boolean beforeRequest(Socket client) {
            return true;
        }
    },
    RESETS {
        @Override
        boolean beforeRequest(Socket client) throws IOException {
            client.setSoLinger(true, 0);
            return true;
        }
    },
    SAYS_NOTHING {
        @Override
        void answer(String request, OutputStream out) throws InterruptedException {
            Thread.sleep(HOUR);
        }
    },
    SAYS_RANDOM_BYTES {
        @Override
        void answer(String request, OutputStream out) throws IOException {
            byte[] bytes = new byte[100_000];
            new Random(1).nextBytes(bytes);
            out.write(bytes);
        }
    },
    SENDS_HEADERS_WITHOUT_END {
        @Override
        void answer(String request, OutputStream out) throws IOException {
            out.write(bytes("HTTP/1.1 200 OK\r\n"));
            while (true) {
                out.write(bytes("X-More: " + "x".repeat(1_000) + "\r\n"));
            }
        }
    },
    SENDS_HEADERS_BYTE_BY_BYTE {
        @Override
        void answer(String request, OutputStream out) throws IOException, InterruptedException {
            slowly("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", out);
        }
    },
    FAILS {
        @Override
        void answer(String request, OutputStream out) throws IOException {
            reply(500, "Content-Type: text/html\r\n", "<h1>Oops</h1>", out);
        }
    },
    ASKS_FOR_PATIENCE_WITHOUT_END {
        @Override
        void answer(String request, OutputStream out) throws IOException {
            reply(503, "Retry-After: 999999999999\r\n", "", out);
        }
    },
    SENDS_PAGES {
        @Override
        void answer(String request, OutputStream out) throws IOException {
            reply(200, "Content-Type: text/html\r\n", "<!doctype html><title>Sign in to the Wi-Fi</title>", out);
        }
    },
    SENDS_NOTHING {
        @Override
        void answer(String request, OutputStream out) throws IOException {
            reply(204, "", "", out);
        }
    },
    REDIRECTS_TO_ITSELF {
        @Override
        void answer(String request, OutputStream out) throws IOException {
            reply(302, "Location: /sdk/v1/stream\r\n", "", out);
        }
    },
    REFUSES_THE_KEY {
        @Override
        void answer(String request, OutputStream out) throws IOException {
            reply(401, "", "", out);
        }
    },
    FLOODS_WITH_COMMENTS {
        @Override
        void stream(OutputStream out) throws IOException {
            byte[] comments = bytes(":x\n".repeat(1_000));
            while (true) {
                out.write(comments);
            }
        }
    },
    SENDS_A_LINE_WITHOUT_END {
        @Override
        void stream(OutputStream out) throws IOException {
            byte[] more = bytes("data: " + "x".repeat(10_000));
            while (true) {
                out.write(more);
            }
        }
    },
    SENDS_AN_EVENT_WITHOUT_END {
        @Override
        void stream(OutputStream out) throws IOException {
            byte[] more = bytes(("data: " + "x".repeat(100) + "\n").repeat(100));
            while (true) {
                out.write(more);
            }
        }
    },
    SENDS_EVENTS_BYTE_BY_BYTE {
        @Override
        void stream(OutputStream out) throws IOException, InterruptedException {
            slowly(ruleset(1), out);
        }
    },
    CUTS_THE_RULESET {
        @Override
        void stream(OutputStream out) throws IOException {
            out.write(bytes(ruleset(1).substring(0, 150)));
        }
    },
    SENDS_BROKEN_JSON {
        @Override
        void stream(OutputStream out) throws IOException {
            out.write(bytes("event: ruleset\ndata: {\"flags\": {{{\n\n"));
        }
    },
    SENDS_CHANGES_THAT_DO_NOT_FIT {
        @Override
        void stream(OutputStream out) throws IOException {
            out.write(bytes(ruleset(1)));
            for (int i = 1; i < 1_000; i++) {
                out.write(bytes("event: change\ndata: {\"epoch\":1,\"from\":" + i + ",\"to\":" + (i + 1)
                        + ",\"flags\":{},\"segments\":{},\"digest\":\"0\"}\n\n"));
            }
        }
    },
    GOES_BACK_AND_FORTH {
        @Override
        void stream(OutputStream out) throws IOException, InterruptedException {
            for (int i = 0; i < 10_000; i++) {
                out.write(bytes(ruleset(i % 2 == 0 ? 9 : 3)));
                Thread.sleep(5);
            }
        }
    },
    SAYS_GOODBYE_AT_ONCE {
        @Override
        void stream(OutputStream out) throws IOException {
            out.write(bytes("event: goodbye\ndata: {\"reconnectWithinMs\": 0}\n\n"));
        }
    },
    NESTS_DEEPLY {
        @Override
        void stream(OutputStream out) throws IOException {
            out.write(bytes("event: ruleset\ndata: " + "[".repeat(1_000_000) + "\n\n"));
        }
    },
    SENDS_A_BOMB {
        @Override
        void answer(String request, OutputStream out) throws IOException {
            if (!request.startsWith("GET /sdk/v1/ruleset")) {
                reply(500, "", "", out);
                return;
            }
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                for (int i = 0; i < 1_000; i++) {
                    gzip.write(new byte[100_000]);
                }
            }
            out.write(bytes(
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n"));
            packed.writeTo(out);
        }
    },
    LIES_ABOUT_LENGTH {
        @Override
        void answer(String request, OutputStream out) throws IOException {
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n{\"flags\""));
        }
    },
    CHUNKS_WRONGLY {
        @Override
        void answer(String request, OutputStream out) throws IOException {
            out.write(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n-5\r\n"));
        }
    };

    private static final long HOUR = 3_600_000;

    /** True where the connection is done with before anything was asked. */
    boolean beforeRequest(Socket client) throws IOException {
        return false;
    }

    void answer(String request, OutputStream out) throws IOException, InterruptedException {
        if (request.startsWith("GET /sdk/v1/stream")) {
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"));
            stream(out);
        } else {
            reply(500, "", "", out);
        }
    }

    void stream(OutputStream out) throws IOException, InterruptedException {}

    private static void reply(int status, String headers, String body, OutputStream out) throws IOException {
        out.write(bytes("HTTP/1.1 " + status + " So\r\n" + headers + "Connection: close\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body));
    }

    private static void slowly(String text, OutputStream out) throws IOException, InterruptedException {
        for (byte each : bytes(text)) {
            out.write(each);
            out.flush();
            Thread.sleep(1_000);
        }
    }

    private static String ruleset(long revision) {
        return "event: ruleset\ndata: " + TestServer.ruleset(revision) + "\n\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
