/** Measurements that are run by hand, each by a Maven profile; nothing here is part of {@code verify}. */
@NullMarked
package dev.firstlight.server.bench;

import org.jspecify.annotations.NullMarked;
