package dev.firstlight.server.cli;

/** How a command ended, for scripts. */
public enum ExitCode {
    DONE(0),
    /** The server refused it, or what was compared differs. */
    REFUSED(1),
    /** The command, or a document it was given, is not understood. */
    USAGE(2),
    /** The server does not answer, or not in time. */
    UNREACHABLE(3),
    NOT_ALLOWED(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** What the process ends with. */
    public int code() {
        return code;
    }
}
