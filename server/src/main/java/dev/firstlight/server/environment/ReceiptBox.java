package dev.firstlight.server.environment;

import dev.firstlight.server.platform.ConnectionTrouble;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the receipts that come while others are being written, so that ten thousand instances that confirm a revision
 * at once cost some dozens of statements. Each is answered when it is kept.
 */
@ApplicationScoped
class ReceiptBox {

    private static final int MOST_TOGETHER = 1_000;

    private record Instance(long environmentId, String id) {}

    private record Waiting(ReceiptRows.Said said, UniEmitter<? super List<EnvironmentRef>> answer) {}

    private final ReceiptRows rows;
    private List<Waiting> box = new ArrayList<>();
    private boolean busy;

    ReceiptBox(ReceiptRows rows) {
        this.rows = rows;
    }

    /** Keeps a receipt; gives the environments of all that were kept with it. */
    Uni<List<EnvironmentRef>> keep(ReceiptRows.Said said) {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                box.add(new Waiting(said, emitter));
                if (busy) {
                    return;
                }
                busy = true;
            }
            writeNext();
        });
    }

    private void writeNext() {
        List<Waiting> together;
        synchronized (this) {
            int size = Math.min(MOST_TOGETHER, box.size());
            if (size == 0) {
                busy = false;
                return;
            }
            together = box.subList(0, size);
            box = new ArrayList<>(box.subList(size, box.size()));
        }
        Uni.createFrom().deferred(() -> write(together)).subscribe().with(done -> writeNext(), e -> writeNext());
    }

    private Uni<Void> write(List<Waiting> together) {
        // What an instance said last stands for all that it said.
        Map<Instance, ReceiptRows.Said> last = new LinkedHashMap<>();
        together.forEach(one -> last.merge(
                new Instance(one.said().environmentId(), one.said().receipt().instance()),
                one.said(),
                (before, now) ->
                        new ReceiptRows.Said(now.environmentId(), now.receipt().orCapabilitiesOf(before.receipt()))));
        return rows.keep(last.values())
                .invoke(kept -> together.forEach(one -> one.answer().complete(kept)))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(e -> failed(together, e));
    }

    /** Where one of them cannot be kept it takes no other with it: each by itself. */
    private Uni<Void> failed(List<Waiting> together, Throwable e) {
        if (together.size() == 1 || ConnectionTrouble.isIn(e)) {
            together.forEach(one -> one.answer().fail(e));
            return Uni.createFrom().voidItem();
        }
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Waiting one : together) {
            all = all.chain(() -> write(List.of(one)));
        }
        return all;
    }
}
