package dev.firstlight.source;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The body of a response, piece by piece, for one thread that will not wait for ever. Holds one piece at most. */
final class Chunks implements BodySubscriber<Chunks> {

    private record Piece(byte @Nullable [] bytes, @Nullable Throwable failure) {}

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    @Override
    public CompletionStage<Chunks> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription.complete(started);
        started.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        int length = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        buffers.forEach(all::put);
        pieces.add(new Piece(all.array(), null));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Piece(null, failure));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(null, null));
    }

    /**
     * The next piece, null at the end.
     *
     * @throws SilenceException where none came in time
     * @throws IOException where the connection broke
     */
    byte @Nullable [] next(Duration patience) throws IOException, InterruptedException {
        Piece piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (piece == null) {
            throw new SilenceException(patience);
        }
        if (piece.failure != null) {
            throw new IOException("the connection broke: " + piece.failure.getMessage(), piece.failure);
        }
        if (piece.bytes != null) {
            subscription.thenAccept(started -> started.request(1));
        }
        return piece.bytes;
    }

    void cancel() {
        subscription.thenAccept(Flow.Subscription::cancel);
    }

    /** Nothing came for too long. */
    static final class SilenceException extends IOException {
        private static final long serialVersionUID = 1;

        SilenceException(Duration patience) {
            super("nothing was heard for " + patience.toMillis() + " ms");
        }
    }
}
