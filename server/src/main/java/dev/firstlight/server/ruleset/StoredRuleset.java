package dev.firstlight.server.ruleset;

/**
 * One environment as the database has it at one moment.
 *
 * @param flags a JSON object of the flags' wire documents
 * @param segments likewise
 * @param regionGroups a JSON object of lists
 */
record StoredRuleset(
        long environmentId,
        String project,
        String environment,
        long epoch,
        long revision,
        String flags,
        String segments,
        String regionGroups) {}
