package dev.firstlight.server.audit;

/**
 * A row with what binds it to the one before it.
 *
 * @param row what was written
 * @param previous the hash of the row before it
 * @param hash its own
 */
record StoredRow(AuditRow row, String previous, String hash) {}
