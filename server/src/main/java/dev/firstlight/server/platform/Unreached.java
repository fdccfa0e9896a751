package dev.firstlight.server.platform;

/** Another server gave no answer that is of use; the message says why, for people. */
public final class Unreached extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With why. */
    public Unreached(String why) {
        super(why, null, false, false);
    }
}
