package dev.firstlight.server.demo;

import java.util.ArrayList;
import java.util.List;

/** The comics on sale, the same in every region. The spring edition brings full-page pictures. */
record Catalogue(boolean springEdition) {

    private static final int UNSCANNED_EVERY = 61;
    private static final int FULL_PAGE_EVERY = 3;

    Comic comic(int number) {
        List<Comic.Strip> strips = new ArrayList<>();
        for (int strip = 0; strip < 4; strip++) {
            strips.add(strip(number, strip));
        }
        return new Comic(number, strips, number % UNSCANNED_EVERY != 0);
    }

    private Comic.Strip strip(int number, int strip) {
        if (springEdition && strip == 2 && number % FULL_PAGE_EVERY == 0) {
            return new Comic.Strip(List.of());
        }
        List<Integer> widths = new ArrayList<>();
        for (int panel = 0; panel <= (number + strip) % 3; panel++) {
            widths.add(40 + (number * 31 + panel * 17) % 60);
        }
        return new Comic.Strip(widths);
    }
}
