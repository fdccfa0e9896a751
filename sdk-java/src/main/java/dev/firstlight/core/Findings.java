package dev.firstlight.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong while a flag or a segment is compiled. */
final class Findings {

    /** So many are enough to begin with; a document may be wrong in a million places. */
    private static final int ENOUGH = 50;

    private final List<Problem> problems = new ArrayList<>();
    private @Nullable String inherited;

    void add(String pointer, String detail) {
        if (problems.size() < ENOUGH) {
            problems.add(new Problem(pointer, detail));
        }
    }

    /** What is wrong elsewhere and is reported there, but makes this one unusable too. */
    void inherit(String detail) {
        inherited = detail;
    }

    List<Problem> problems() {
        return problems;
    }

    /** The first thing found, as a sentence; null where nothing was. */
    @Nullable
    String first() {
        return problems.isEmpty() ? inherited : problems.get(0).detail();
    }
}
