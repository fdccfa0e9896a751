package dev.firstlight.server.platform;

import org.hibernate.action.spi.AfterTransactionCompletionProcess;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.session.ReactiveSession;

/** Work for when a transaction is through. Hibernate Reactive has that, only not in its public interface. */
final class AfterCommit {

    private AfterCommit() {}

    /** Runs work once the session's present transaction is committed; never where it is not. */
    static void run(Mutiny.Session session, Runnable work) {
        AfterTransactionCompletionProcess process = (success, of) -> {
            if (success) {
                work.run();
            }
        };
        ((MutinySessionImpl) session)
                .unwrap(ReactiveSession.class)
                .getReactiveActionQueue()
                .registerProcess(process);
    }
}
