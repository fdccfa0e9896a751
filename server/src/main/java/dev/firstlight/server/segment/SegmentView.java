package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;

/** A segment as the API shows it: its document, with key, name and version. */
final class SegmentView {

    private SegmentView() {}

    static ObjectNode of(SegmentEntity segment) {
        ObjectNode view = Json.object();
        view.put("key", segment.id.key());
        if (segment.name != null) {
            view.put("name", segment.name);
        }
        view.put("version", segment.version);
        view.setAll((ObjectNode) Json.read(segment.document));
        return view;
    }
}
