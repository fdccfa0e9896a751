package dev.firstlight.server.bench;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.KeptConnection;
import dev.firstlight.server.support.RunningServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Our server, packaged, and its writes. */
final class Ours {

    private static final String PROJECT = "/api/v1/projects/bench";

    private final RunningServer server;
    private final int flags;

    Ours(RunningServer server, int flags) {
        this.server = server;
        this.flags = flags;
    }

    /** Makes the flags; milliseconds for each. */
    double make() throws IOException {
        try (KeptConnection connection = connect()) {
            expect(
                    201,
                    connection.send("POST", "/api/v1/projects", "{\"key\": \"bench\", \"name\": \"Bench\"}", Map.of()));
            long start = System.nanoTime();
            for (int i = 0; i < flags; i++) {
                String flag = "{\"key\": \"f" + i + "\", \"type\": \"boolean\","
                        + " \"variants\": {\"on\": true, \"off\": false}, \"offVariant\": \"off\"}";
                expect(201, connection.send("POST", PROJECT + "/flags", flag, Map.of()));
            }
            return (System.nanoTime() - start) / 1e6 / flags;
        }
    }

    /** Turns its share of the flags on and off in turn, by an instruction. */
    Writes.Client toggles(int number, int clients) throws IOException {
        return new Each(number, clients) {
            @Override
            KeptConnection.Answer write(KeptConnection connection, String path, int round) throws IOException {
                String kind = round % 2 == 0 ? "turnOn" : "turnOff";
                return connection.send(
                        "POST", path + "/changes", "{\"instructions\": [{\"kind\": \"" + kind + "\"}]}", Map.of());
            }
        };
    }

    /** Writes whole targetings, a rule and a split of another weight each time, with If-Match. */
    Writes.Client targetings(int number, int clients) throws IOException {
        return new Each(number, clients) {
            private final Random random = new Random(number);
            private final Map<String, String> tags = new HashMap<>();

            @Override
            KeptConnection.Answer write(KeptConnection connection, String path, int round) throws IOException {
                String tag = tags.get(path);
                if (tag == null) {
                    tag = connection.send("GET", path, "", Map.of()).tag();
                }
                int weight = 1 + random.nextInt(99_998);
                String body = "{\"enabled\": true, \"offVariant\": \"off\", \"rules\": [{\"id\": \"r\", \"when\":"
                        + " {\"attribute\": \"plan\", \"op\": \"in\", \"values\": [\"pro\", \"team\"]}, \"serve\":"
                        + " {\"variant\": \"on\"}}], \"default\": {\"split\": {\"by\": \"targetingKey\", \"weights\":"
                        + " {\"on\": " + weight + ", \"off\": " + (100_000 - weight) + "}}}}";
                KeptConnection.Answer answer = connection.send("PUT", path, body, Map.of("If-Match", tag));
                tags.put(path, answer.tag());
                return answer;
            }
        };
    }

    private abstract class Each implements Writes.Client {
        private final KeptConnection connection;
        private final int first;
        private final int mine;
        private int next;

        Each(int number, int clients) throws IOException {
            this.connection = connect();
            this.mine = flags / clients;
            this.first = number * mine;
        }

        abstract KeptConnection.Answer write(KeptConnection connection, String path, int round) throws IOException;

        @Override
        public void write() throws IOException {
            String path = PROJECT + "/flags/f" + (first + next % mine) + "/environments/production";
            expect(200, write(connection, path, next / mine));
            next++;
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    private KeptConnection connect() throws IOException {
        return new KeptConnection(server.url(), "Bearer " + Api.ADMIN);
    }

    private static void expect(int status, KeptConnection.Answer answer) throws IOException {
        if (answer.status() != status) {
            throw new IOException("the server: " + answer);
        }
    }
}
