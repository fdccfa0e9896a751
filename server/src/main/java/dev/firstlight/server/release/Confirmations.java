package dev.firstlight.server.release;

/** How many of the connected instances serve at least the stage's revision. */
record Confirmations(long revision, int connected, int applied) {

    boolean reach(double percent) {
        return connected > 0 && applied >= connected * percent / 100;
    }
}
