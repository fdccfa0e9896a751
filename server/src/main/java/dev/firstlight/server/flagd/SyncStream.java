package dev.firstlight.server.flagd;

import dev.firstlight.server.flagd.proto.SyncFlagsResponse;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/**
 * A provider's open stream, on its own event loop. It always gets all flags; while it takes nothing, only the latest wait
 * for it.
 */
final class SyncStream {

    private final long environmentId;
    private final String secret;
    private final Context context;
    private final ServerCallStreamObserver<SyncFlagsResponse> observer;
    private final RulesetPublisher publisher;
    private final Definitions definitions;
    private @Nullable PublishedRuleset sent;
    private boolean writing;

    SyncStream(
            long environmentId,
            String secret,
            Context context,
            ServerCallStreamObserver<SyncFlagsResponse> observer,
            RulesetPublisher publisher,
            Definitions definitions) {
        this.environmentId = environmentId;
        this.secret = secret;
        this.context = context;
        this.observer = observer;
        this.publisher = publisher;
        this.definitions = definitions;
    }

    long environmentId() {
        return environmentId;
    }

    String secret() {
        return secret;
    }

    /** Sends what is published, unless that was sent. */
    void offer() {
        context.runOnContext(ignored -> send());
    }

    private void send() {
        PublishedRuleset now = publisher.current(environmentId);
        if (writing || now == null || now == sent || observer.isCancelled() || !observer.isReady()) {
            return;
        }
        writing = true;
        definitions
                .of(now)
                .subscribe()
                .with(
                        written -> context.runOnContext(ignored -> {
                            writing = false;
                            write(now, written.json());
                            send();
                        }),
                        e -> end(Status.UNAVAILABLE.withDescription(e.getMessage())));
    }

    private void write(PublishedRuleset ruleset, String json) {
        if (!observer.isCancelled()) {
            sent = ruleset;
            observer.onNext(
                    SyncFlagsResponse.newBuilder().setFlagConfiguration(json).build());
        }
    }

    /** Ends it: with nothing wrong, or with a status. */
    void end(Status status) {
        context.runOnContext(ignored -> {
            if (observer.isCancelled()) {
                return;
            }
            if (status.isOk()) {
                observer.onCompleted();
            } else {
                observer.onError(status.asRuntimeException());
            }
        });
    }
}
