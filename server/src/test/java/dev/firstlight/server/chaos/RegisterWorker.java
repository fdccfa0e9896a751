package dev.firstlight.server.chaos;

import java.io.IOException;
import java.util.List;

/** Reads flags and edits them where nobody else was quicker. */
final class RegisterWorker extends Worker {

    private final Client client;
    private final List<String> flags;

    RegisterWorker(int number, long seed, History history, Client client, List<String> flags) {
        super(number, seed, history, 60);
        this.client = client;
        this.flags = flags;
    }

    @Override
    void step() throws IOException, InterruptedException {
        String flag = flags.get(random.nextInt(flags.size()));
        String path = Project.targeting(flag);
        long began = System.nanoTime();
        Client.Answer read = client.send(node(), "GET", path, "");
        if (!read.done()) {
            return;
        }
        Registers.State state = state(read);
        note(Registers.READ, flag, "", Op.Outcome.OK, state.toString(), began);
        Thread.sleep(random.nextInt(30));
        String variant = Project.variant(random.nextInt(Project.VARIANTS));
        if (variant.equals(state.value())) {
            return;
        }
        change(
                Registers.SET,
                flag,
                new Registers.State(state.version(), variant).toString(),
                () -> {
                    Client.Answer answer = client.send(
                            node(),
                            "PATCH",
                            path,
                            "{\"default\": {\"variant\": \"" + variant + "\"}}",
                            "If-Match",
                            read.tag());
                    // Anything else that is refused says nothing of the version.
                    return answer.refused() && answer.status() != 412
                            ? new Client.Answer(503, answer.tag(), answer.body())
                            : answer;
                },
                Worker::revision);
    }

    static Registers.State state(Client.Answer read) throws IOException {
        return new Registers.State(
                Long.parseLong(read.tag().replaceAll("\\D", "")),
                read.json().path("default").path("variant").asText());
    }
}
