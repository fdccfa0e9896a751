package dev.firstlight.server.metric;

import java.util.List;

/** All sources of a release, by metric. */
record SourcesView(List<SourceView> sources) {}
