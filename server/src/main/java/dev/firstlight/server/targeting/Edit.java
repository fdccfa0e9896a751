package dev.firstlight.server.targeting;

/**
 * What somebody wants of an environment: a pure step from the environment as it is. It may be made several times, where
 * others were quicker; only the last counts.
 *
 * @param <R> what it answers
 */
@FunctionalInterface
interface Edit<R> {

    /**
     * Makes the edit.
     *
     * @throws dev.firstlight.server.platform.Failure where it is refused; then nothing of it is kept
     */
    R apply(Draft draft);
}
