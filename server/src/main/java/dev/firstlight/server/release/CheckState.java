package dev.firstlight.server.release;

/** What CI says about a release. */
enum CheckState {
    PENDING,
    SUCCESS,
    FAILURE
}
