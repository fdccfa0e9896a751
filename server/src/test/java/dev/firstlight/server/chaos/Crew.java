package dev.firstlight.server.chaos;

import dev.firstlight.server.faults.Doors;
import dev.firstlight.server.faults.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All who do something, all the time, at once. */
final class Crew {

    private static final long LONGEST_END_MS = 240_000;
    private static final int RELEASERS = 3;
    private static final int ABORTERS = 8;

    private final List<Worker> workers = new ArrayList<>();
    private final List<RevokeWorker> revokers = new ArrayList<>();
    private final History history = new History();
    private final Map<String, Registers.State> initial = new TreeMap<>();

    /** Makes them, and what they need; they begin at {@link #begin}. */
    static Crew make(Plan plan, Cluster cluster, Client admin, String key) throws IOException, InterruptedException {
        Crew crew = new Crew();
        for (String flag : Project.registers()) {
            crew.initial.put(flag, RegisterWorker.state(admin.until("GET", Project.targeting(flag), "")));
        }
        for (Plan.Load load : plan.loads()) {
            crew.add(load, plan.seed(), cluster, admin, key);
        }
        return crew;
    }

    private void add(Plan.Load load, long seed, Cluster cluster, Client admin, String key)
            throws IOException, InterruptedException {
        switch (load) {
            case REGISTERS -> {
                for (int i = 0; i < 4; i++) {
                    workers.add(new RegisterWorker(next(), seed, history, admin, Project.registers()));
                }
            }
            case SETS -> {
                workers.add(new SetWorker(next(), seed, history, admin));
                workers.add(new SetWorker(next(), seed, history, admin));
            }
            case PAIRS -> {
                workers.add(new PairWorker(next(), seed, history, admin));
                workers.add(new PairWorker(next(), seed, history, admin));
            }
            case COUNTS -> {
                // By another link than applications' streams, whose connections are counted.
                Client application = new Client(cluster.adminUrls(), key);
                workers.add(new CountWorker(next(), seed, history, application));
                workers.add(new CountWorker(next(), seed, history, application));
            }
            case KEYS -> {
                RevokeWorker revoker = new RevokeWorker(next(), seed, history, cluster, admin);
                workers.add(revoker);
                revokers.add(revoker);
            }
            case RELEASES -> releasers(seed, cluster, RELEASERS, false);
            case ABORTS -> releasers(seed, cluster, ABORTERS, true);
        }
    }

    private void releasers(long seed, Cluster cluster, int count, boolean often)
            throws IOException, InterruptedException {
        Doors doors = new Doors(cluster.adminUrls());
        Place place = Place.make(doors, often ? "chaos-aborts" : "chaos-releases");
        for (int i = 0; i < count; i++) {
            workers.add(new ReleaseWorker(next(), seed, history, doors, place, often));
        }
    }

    private int next() {
        return workers.size();
    }

    void begin() {
        workers.forEach(Worker::begin);
    }

    /** Waits until all have done what they had begun. */
    void finish() throws InterruptedException {
        workers.forEach(Worker::finish);
        for (Worker worker : workers) {
            worker.join(LONGEST_END_MS);
        }
    }

    History history() {
        return history;
    }

    /** What the registers held at first. */
    Map<String, Registers.State> initial() {
        return initial;
    }

    List<Revoked> revoked() throws InterruptedException {
        List<Revoked> all = new ArrayList<>();
        for (RevokeWorker one : revokers) {
            all.addAll(one.outcome());
        }
        return all;
    }
}
