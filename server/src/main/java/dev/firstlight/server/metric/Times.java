package dev.firstlight.server.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One value of each unit, by size, about five per cent apart; all metrics have the same bounds.
 *
 * @param counts units in each bucket of a cell, one more than {@link #BOUNDS}: the last is of what is above all of them
 */
public record Times(Map<Cell, List<Long>> counts) {
    private static final int A_DECADE = 48;
    private static final int LOWEST = -2;
    private static final int HIGHEST = 7;
    private static final double[] UPPER = IntStream.rangeClosed(LOWEST * A_DECADE, HIGHEST * A_DECADE)
            .mapToDouble(i -> Math.pow(10, (double) i / A_DECADE))
            .toArray();

    /** The upper bound of each bucket but the last, inclusive and ascending: from 0.01 ms to 10,000 s. */
    public static final List<Double> BOUNDS =
            List.copyOf(Arrays.stream(UPPER).boxed().toList());

    public Times {
        counts = Map.copyOf(counts);
    }

    /** The bucket of a value. */
    static short bucket(double value) {
        int at = Arrays.binarySearch(UPPER, value);
        return (short) (at >= 0 ? at : -at - 1);
    }

    /** No units in any bucket. */
    static List<Long> empty() {
        List<Long> none = new ArrayList<>(UPPER.length + 1);
        for (int i = 0; i <= UPPER.length; i++) {
            none.add(0L);
        }
        return none;
    }
}
