package dev.firstlight.server.demo;

/** Lays a comic out as a page of HTML. */
interface Viewer {

    /** The width of a page in pixels. */
    int PAGE_WIDTH = 720;

    /**
     * The page.
     *
     * @throws RuntimeException where the comic cannot be shown
     */
    String show(Comic comic);
}
