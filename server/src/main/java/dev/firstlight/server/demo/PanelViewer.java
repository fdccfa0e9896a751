package dev.firstlight.server.demo;

/**
 * The new viewer: the panels of a strip side by side, in proportion. It shares a strip's gaps among its panels, and so
 * divides by their number, which for a full-page picture is none. That is the bug this story is about; it is meant.
 */
final class PanelViewer implements Viewer {

    private static final int GAPS = 24;

    @Override
    public String show(Comic comic) {
        if (!comic.scanned()) {
            throw new IllegalStateException("comic " + comic.number() + " was never scanned");
        }
        StringBuilder page = new StringBuilder("<article>");
        for (Comic.Strip strip : comic.strips()) {
            int gap = GAPS / strip.panelWidths().size();
            int all = strip.panelWidths().stream().mapToInt(Integer::intValue).sum();
            for (int width : strip.panelWidths()) {
                page.append("<img width=").append((PAGE_WIDTH - GAPS) * width / all);
                page.append(" style=margin:").append(gap).append('>');
            }
        }
        return page.append("</article>").toString();
    }
}
