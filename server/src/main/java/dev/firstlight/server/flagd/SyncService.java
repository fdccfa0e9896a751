package dev.firstlight.server.flagd;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.SdkCallers;
import dev.firstlight.server.flagd.proto.FetchAllFlagsRequest;
import dev.firstlight.server.flagd.proto.FetchAllFlagsResponse;
import dev.firstlight.server.flagd.proto.FlagSyncServiceGrpc;
import dev.firstlight.server.flagd.proto.GetMetadataRequest;
import dev.firstlight.server.flagd.proto.GetMetadataResponse;
import dev.firstlight.server.flagd.proto.SyncFlagsRequest;
import dev.firstlight.server.flagd.proto.SyncFlagsResponse;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** flagd's sync protocol. */
@GrpcService
class SyncService extends FlagSyncServiceGrpc.FlagSyncServiceImplBase {

    private final SdkCallers callers;
    private final RulesetPublisher publisher;
    private final Definitions definitions;
    private final SyncStreams streams;
    private final Vertx vertx;

    SyncService(
            SdkCallers callers, RulesetPublisher publisher, Definitions definitions, SyncStreams streams, Vertx vertx) {
        this.callers = callers;
        this.publisher = publisher;
        this.definitions = definitions;
        this.streams = streams;
        this.vertx = vertx;
    }

    @Override
    public void syncFlags(SyncFlagsRequest request, StreamObserver<SyncFlagsResponse> observer) {
        ServerCallStreamObserver<SyncFlagsResponse> open = (ServerCallStreamObserver<SyncFlagsResponse>) observer;
        String secret = Credentials.of(request.getSelector());
        Context context = vertx.getOrCreateContext();
        Opening opening = new Opening();
        open.setOnCancelHandler(() -> opening.closed(streams));
        open.setOnReadyHandler(opening::ready);
        callers.requireServer(secret)
                .call(caller -> publisher.require(caller.requireEnvironment()))
                .subscribe()
                .with(
                        caller -> context.runOnContext(
                                ignored -> opening.opened(stream(caller, secret, context, open), streams)),
                        e -> open.onError(status(e).asRuntimeException()));
    }

    private SyncStream stream(
            Caller caller,
            @Nullable String secret,
            Context context,
            ServerCallStreamObserver<SyncFlagsResponse> observer) {
        return new SyncStream(
                caller.requireEnvironment(), String.valueOf(secret), context, observer, publisher, definitions);
    }

    /** Handlers must be set before the call is authenticated, and until then there is no stream. */
    private static final class Opening {
        private volatile @Nullable SyncStream stream;
        private volatile boolean closed;

        void opened(SyncStream made, SyncStreams streams) {
            stream = made;
            if (!closed) {
                streams.add(made);
            }
        }

        void ready() {
            SyncStream made = stream;
            if (made != null) {
                made.offer();
            }
        }

        void closed(SyncStreams streams) {
            closed = true;
            SyncStream made = stream;
            if (made != null) {
                streams.remove(made);
            }
        }
    }

    @Override
    public void fetchAllFlags(FetchAllFlagsRequest request, StreamObserver<FetchAllFlagsResponse> observer) {
        written(request.getSelector())
                .subscribe()
                .with(
                        written -> {
                            observer.onNext(FetchAllFlagsResponse.newBuilder()
                                    .setFlagConfiguration(written.json())
                                    .build());
                            observer.onCompleted();
                        },
                        e -> observer.onError(status(e).asRuntimeException()));
    }

    @Override
    public void getMetadata(GetMetadataRequest request, StreamObserver<GetMetadataResponse> observer) {
        written("")
                .subscribe()
                .with(
                        written -> {
                            observer.onNext(GetMetadataResponse.newBuilder()
                                    .setMetadata(metadata(written))
                                    .build());
                            observer.onCompleted();
                        },
                        e -> observer.onError(status(e).asRuntimeException()));
    }

    private Uni<Definitions.Written> written(String selector) {
        return callers.requireServer(Credentials.of(selector))
                .flatMap(caller -> publisher.require(caller.requireEnvironment()))
                .flatMap(definitions::of);
    }

    /** What flagd cannot say, by key. Providers put it into each context, where no flag of ours looks. */
    private static Struct metadata(Definitions.Written written) {
        Struct.Builder leftOut = Struct.newBuilder();
        written.leftOut()
                .forEach((flag, why) -> leftOut.putFields(
                        flag, Value.newBuilder().setStringValue(why).build()));
        return Struct.newBuilder()
                .putFields(
                        "firstlight.leftOut",
                        Value.newBuilder().setStructValue(leftOut).build())
                .build();
    }

    private static Status status(Throwable e) {
        if (e instanceof Failure failure) {
            return switch (failure.kind()) {
                case UNAUTHENTICATED -> Status.UNAUTHENTICATED.withDescription(failure.getMessage());
                case FORBIDDEN -> Status.PERMISSION_DENIED.withDescription(failure.getMessage());
                default -> Status.UNAVAILABLE.withDescription(failure.getMessage());
            };
        }
        return Status.UNAVAILABLE.withDescription("This cannot be answered just now; try again.");
    }
}
