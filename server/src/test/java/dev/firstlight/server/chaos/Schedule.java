package dev.firstlight.server.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Which faults come in which order, by a seed: the same each time. */
final class Schedule {

    private static final int TWO_AT_ONCE = 4;

    private Schedule() {}

    /** Each of them once, in a random order. */
    static List<String> once(List<String> names, long seed) {
        List<String> order = new ArrayList<>(names);
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    /** So many, at random; every fourth is two at once. */
    static List<String> mixed(List<String> names, long seed, int count) {
        Random random = new Random(seed ^ 0x5DEECE66DL);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String one = names.get(random.nextInt(names.size()));
            String other = names.get(random.nextInt(names.size()));
            order.add(random.nextInt(TWO_AT_ONCE) == 0 && !one.equals(other) ? one + "+" + other : one);
        }
        return order;
    }
}
