package dev.firstlight.server.model;

/** A model, and how large the world is in which it is looked at; the model says what each constant is. */
interface World {

    /** The model's name, which is its file's. */
    String model();

    /** The constants as TLC's configuration has them, one a line. */
    String constants();

    /** The guard that is left out, "none" for none. */
    String bug();

    /** The same world where one guard is left out of the code. */
    World without(String guard);

    /** So many things of a kind: {@code {n1, n2}}. */
    static String set(String name, int size) {
        StringBuilder set = new StringBuilder("{");
        for (int i = 1; i <= size; i++) {
            set.append(i == 1 ? "" : ", ").append(name).append(i);
        }
        return set.append('}').toString();
    }
}
