package dev.firstlight.server.admin;

/** A command that did nothing, and why; its message is written for the operator. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
