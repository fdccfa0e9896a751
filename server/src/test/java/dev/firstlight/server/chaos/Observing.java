package dev.firstlight.server.chaos;

import dev.firstlight.client.ClientCounts;
import dev.firstlight.client.FlagClient;
import dev.firstlight.client.FlagEvaluation;
import dev.firstlight.core.Context;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A process of its own with applications in it that look at flags all the time and write down what they see: arguments are
 * where to, the key, how many, where they keep what they know (half of them do), and the servers' addresses, comma-separated.
 */
public final class Observing {

    private static final Context SOMEBODY = Context.of("somebody");
    private static final int ROUND_MS = 4;
    /** Of the looks at a position that was seen before, those that are written down. */
    private static final int SELDOM = 40;

    private final List<FlagClient> clients = new ArrayList<>();
    private final List<String> flags = Project.observed();
    private final List<String> pairs = List.copyOf(Project.pairs().keySet());
    private final long[] last;
    private final Random random = new Random(1);
    private final BufferedWriter file;
    private long looks;
    private volatile boolean ending;

    private Observing(Path file, String key, int count, Path cache, List<String> urls) throws IOException {
        this.file = Files.newBufferedWriter(file);
        this.last = new long[count];
        for (int i = 0; i < count; i++) {
            List<String> turned = new ArrayList<>(urls);
            Collections.rotate(turned, i);
            clients.add(FlagClient.builder()
                    .urls(turned)
                    .sdkKey(key)
                    .region("nz")
                    .cacheDirectory(i % 2 == 0 ? Files.createDirectories(cache.resolve("observer-" + i)) : null)
                    .build());
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Observing observing = new Observing(
                Path.of(args[0]), args[1], Integer.parseInt(args[2]), Path.of(args[3]), List.of(args[4].split(",")));
        Thread looking = new Thread(observing::look, "looking");
        looking.start();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            String[] words = command.split(" ");
            System.out.println(
                    switch (words[0]) {
                        case "positions" -> observing.positions();
                        case "values" -> observing.values(words[1], List.of(words[2].split(",")));
                        case "looks" -> Long.toString(observing.looks);
                        default -> "";
                    });
            System.out.flush();
        }
        observing.ending = true;
        looking.join();
        observing.file.close();
        observing.clients.forEach(FlagClient::close);
        System.exit(0);
    }

    private String positions() {
        return clients.stream()
                .map(FlagClient::counts)
                .map(counts -> counts.epoch() + "-" + counts.revision())
                .collect(Collectors.joining(" "));
    }

    /** What each observer has for some units, of one flag. */
    private String values(String flag, List<String> units) {
        return clients.stream()
                .map(client -> units.stream()
                        .map(unit -> client.stringEvaluation(flag, Context.of(unit), "?")
                                .value())
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining(" "));
    }

    private void look() {
        try {
            while (!ending) {
                for (int i = 0; i < clients.size(); i++) {
                    look(i);
                }
                Thread.sleep(ROUND_MS);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void look(int observer) throws IOException {
        FlagClient client = clients.get(observer);
        ClientCounts before = client.counts();
        String flag = flags.get(random.nextInt(flags.size()));
        String half = pairs.get(random.nextInt(pairs.size()));
        FlagEvaluation<String> one = client.stringEvaluation(flag, SOMEBODY, "?");
        FlagEvaluation<String> left = client.stringEvaluation(half, SOMEBODY, "?");
        FlagEvaluation<String> right = client.stringEvaluation(other(half), SOMEBODY, "?");
        ClientCounts after = client.counts();
        looks++;
        if (before.epoch() == 0) {
            return;
        }
        long from = Position.of(before.epoch(), before.revision());
        long to = Position.of(after.epoch(), after.revision());
        boolean torn = left.metadata().revision() == right.metadata().revision()
                && !left.value().equals(right.value());
        boolean moved = from != last[observer];
        if (moved || torn || random.nextInt(SELDOM) == 0) {
            write(observer, from, "", "");
            if (from == to) {
                write(observer, from, flag, one.value());
                write(observer, from, half, left.value());
                write(observer, from, other(half), right.value());
            }
            write(observer, to, "", "");
        } else if (to != from) {
            write(observer, to, "", "");
        }
        last[observer] = to;
    }

    private void write(int observer, long position, String flag, String variant) throws IOException {
        file.write(new Sight(observer, System.nanoTime(), position, flag, variant).line());
        file.write('\n');
    }

    private static String other(String half) {
        return Objects.requireNonNull(Project.pairs().get(half));
    }
}
