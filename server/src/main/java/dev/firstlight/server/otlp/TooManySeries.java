package dev.firstlight.server.otlp;

/** A metric's points have attributes that never repeat, such as a user's id. */
final class TooManySeries extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManySeries(int most) {
        super("More than " + most + " series came; leave out attributes that never repeat.", null, false, false);
    }
}
