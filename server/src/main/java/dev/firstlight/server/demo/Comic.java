package dev.firstlight.server.demo;

import java.util.List;

/**
 * A comic.
 *
 * @param strips each with its panels, by their widths; a full-page picture is a strip without panels
 * @param scanned whether its pictures are there: some old ones never were scanned
 */
record Comic(int number, List<Strip> strips, boolean scanned) {

    /** A row of panels. */
    record Strip(List<Integer> panelWidths) {}
}
