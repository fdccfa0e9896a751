package dev.firstlight.source;

import java.io.IOException;

/** The server refuses the key, and will go on doing so. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    RefusedException(int status) {
        super(
                status == 401
                        ? "The server does not know the SDK key (401); give the client a valid server key and start it anew."
                        : "The server does not accept the SDK key here (403); use a server key of this environment.");
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    static void throwIfRefused(int status) throws RefusedException {
        if (status == 401 || status == 403) {
            throw new RefusedException(status);
        }
    }
}
