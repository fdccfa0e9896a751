package dev.firstlight.server.apifuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends requests from several connections at once and judges the answers. */
final class ApiFuzz {

    private static final int CONNECTIONS = 4;
    private static final int ROUNDS = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiDocument document = ApiDocument.committed();
    private final Judge judge = new Judge(document);
    private final Findings findings = new Findings();
    private final FuzzWorld world;
    private final String host;
    private final int port;
    private final long seed;

    ApiFuzz(FuzzWorld world, String host, int port, long seed) {
        this.world = world;
        this.host = host;
        this.port = port;
        this.seed = seed;
    }

    Findings run(int requests) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.submit(() -> work(next, requests));
        }
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.HOURS)) {
            throw new IllegalStateException("The fuzz does not end.");
        }
        insist(requests);
        return findings;
    }

    /** What nobody happened to reach is asked for as its document says by who may, a while longer. */
    private void insist(int number) {
        try (Wire wire = new Wire(host, port)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<String> unreached = findings.unreached();
                for (Operation operation : document.operations()) {
                    if (unreached.contains(operation.name())) {
                        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
                        Shots shots = new Shots(document, world.pool(), random);
                        Actor actor = world.able(operation.permissions(document.root()), random);
                        one(wire, seen(wire, shots.sound(operation, actor)), number++);
                    }
                }
            }
        }
    }

    private void work(AtomicInteger next, int requests) {
        List<Operation> operations = document.operations();
        try (Wire wire = new Wire(host, port)) {
            for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
                Operation operation = operations.get(i % operations.size());
                // What a request is like depends on its number alone, so that every machine sends the same ones.
                SplittableRandom random = new SplittableRandom(seed * 1_000_003 + i);
                Shots shots = new Shots(document, world.pool(), random);
                // Who may do something reaches further, so half of the requests are theirs.
                Actor actor = random.nextBoolean()
                        ? world.able(operation.permissions(document.root()), random)
                        : world.anybody(random);
                one(wire, seen(wire, shots.make(operation, actor)), i);
            }
        }
    }

    /** Half of the sound edits name the version that is there, as clients do that read before they write. */
    private static Shot seen(Wire wire, Shot shot) {
        String known = shot.header("If-Match");
        if (shot.broken() != null || known == null || shot.target().hashCode() % 2 == 0) {
            return shot;
        }
        try {
            for (String at = shot.path(); at.contains("/projects/"); at = at.substring(0, at.lastIndexOf('/'))) {
                String tag = wire.send(shot.reading(at)).header("ETag");
                if (tag != null) {
                    return shot.with("If-Match", tag);
                }
            }
        } catch (IOException e) {
            // What is wrong with that is said of the request that reads.
        }
        return shot;
    }

    private void one(Wire wire, Shot shot, int number) {
        String said = "seed " + seed + ", request " + number + ", ";
        try {
            Answer answer = wire.send(shot);
            findings.count(shot.operation(), answer.status());
            learn(shot, answer);
            if (shot.broken() == null && Set.of(400, 409, 412, 422).contains(answer.status())) {
                String detail = answer.text().replaceAll("(?s).*\"detail\":\"(.*?)\"[,}].*", "$1");
                findings.refused(
                        shot.operation(),
                        answer.status() + " "
                                + detail.replaceAll("\\\\\".*?\\\\\"", "…").replaceAll("\\d+", "n"));
            }
            for (String problem : judge.problems(shot, answer)) {
                findings.add(shot.operation(), problem, said + shot + "\n---- " + answer);
            }
        } catch (SocketTimeoutException e) {
            findings.count(shot.operation(), 0);
            // Who asks to wait for long waits for long.
            if (shot.operation().in("query").stream()
                    .noneMatch(one -> one.name().equals("timeout"))) {
                findings.add(shot.operation(), "no answer in time", said + shot);
            }
        } catch (IOException e) {
            findings.count(shot.operation(), 0);
            findings.add(shot.operation(), "no answer: " + e, said + shot);
        } catch (RuntimeException e) {
            java.io.StringWriter trace = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(trace));
            findings.add(shot.operation(), "the judge itself failed: " + e, said + shot + "\n" + trace);
        }
    }

    private void learn(Shot shot, Answer answer) throws IOException {
        String last = shot.path().substring(shot.path().lastIndexOf('/') + 1);
        if (answer.status() == 404 && answer.text().contains("\\\"" + last + "\\\"")
                || answer.status() == 204 && shot.method().equals("DELETE")) {
            world.pool().forget(Pool.kind(shot.operation().path()), last);
        }
        if (answer.status() >= 300 || !answer.whole()) {
            return;
        }
        String tag = answer.header("ETag");
        if (tag != null) {
            Shots.TAGS.put(shot.path(), tag);
        }
        if (answer.isJson() && answer.body().length < 200_000) {
            world.pool().learn(shot.operation().path(), JSON.readTree(answer.body()));
        }
    }
}
