package dev.firstlight.server.demo;

/** The viewer of old: one panel below the other, each as wide as the page. */
final class ClassicViewer implements Viewer {

    @Override
    public String show(Comic comic) {
        if (!comic.scanned()) {
            throw new IllegalStateException("comic " + comic.number() + " was never scanned");
        }
        StringBuilder page = new StringBuilder("<article>");
        for (Comic.Strip strip : comic.strips()) {
            for (int i = 0; i < strip.panelWidths().size(); i++) {
                page.append("<img width=").append(PAGE_WIDTH).append('>');
            }
        }
        return page.append("</article>").toString();
    }
}
