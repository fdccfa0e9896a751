package dev.firstlight.server.cli;

/** A command that cannot be done, with what to tell whoever gave it. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    /** A failure with an exit code and one or more lines of text. */
    public CommandFailure(ExitCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** What the process ends with. */
    public ExitCode code() {
        return code;
    }
}
