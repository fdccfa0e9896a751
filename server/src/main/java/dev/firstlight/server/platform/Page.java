package dev.firstlight.server.platform;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a list, and where the next begins (null on the last). */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** The most items a page holds. */
    public static final int MOST = 500;

    /** Cuts rows, of which one more than {@code limit} was asked for, to a page. */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, cursor.apply(items.get(items.size() - 1)));
    }

    /** The same page of something else. */
    public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
        return new Page<>(items.stream().<R>map(mapper).toList(), nextCursor);
    }
}
