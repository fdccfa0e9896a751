package dev.firstlight.bench;

/** A flag SDK that has been given the flags of one workload, without a network. */
interface Peer extends AutoCloseable {

    /**
     * A user in the SDK's own form.
     *
     * @param key names the user
     * @param attributes whether the user has {@link Questions}' country, plan, e-mail and age as well
     */
    Object user(String key, boolean attributes);

    /** What the SDK answers; the form that costs least is enough. */
    Object evaluate(String flag, Object user);

    /** Whether an answer of {@link #evaluate} says on. */
    default boolean isOn(Object answer) {
        return (Boolean) answer;
    }

    @Override
    default void close() throws Exception {}
}
