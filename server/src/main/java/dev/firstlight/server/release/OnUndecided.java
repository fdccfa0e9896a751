package dev.firstlight.server.release;

/** What happens when a stage has baked and its guards have neither passed nor failed. */
enum OnUndecided {
    HOLD,
    ADVANCE,
    ROLLBACK
}
