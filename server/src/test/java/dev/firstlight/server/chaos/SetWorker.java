package dev.firstlight.server.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Adds one unique key after the other to the targets of flags; some for a version that is long gone, which must be refused. */
final class SetWorker extends Worker {

    private static final int MOST = 400;

    private final Client client;
    private final List<String> flags = new ArrayList<>();
    private int elements;
    private int inFlag;
    private String stale = "";

    SetWorker(int number, long seed, History history, Client client) {
        super(number, seed, history, 70);
        this.client = client;
    }

    @Override
    void step() throws IOException, InterruptedException {
        if (flags.isEmpty() || inFlag >= MOST) {
            String next = "set-" + number + "-" + flags.size();
            Project.flag(client, next);
            stale = client.until("GET", Project.targeting(next), "").tag();
            flags.add(next);
            inFlag = 0;
        }
        String flag = flags.get(flags.size() - 1);
        String element = "e" + number + "-" + elements++;
        boolean late = inFlag > 2 && random.nextInt(10) == 0;
        String[] headers = late ? new String[] {"If-Match", stale} : new String[0];
        Op.Outcome outcome = change(
                late ? Sets.STALE : Sets.ADD,
                flag,
                element,
                () -> client.send(
                        node(),
                        "POST",
                        Project.targeting(flag) + "/changes",
                        "{\"instructions\": [{\"kind\": \"addTarget\", \"variant\": \"v1\", \"keys\": [\"" + element
                                + "\"]}]}",
                        headers),
                Worker::revision);
        if (outcome == Op.Outcome.OK) {
            inFlag++;
        }
    }
}
