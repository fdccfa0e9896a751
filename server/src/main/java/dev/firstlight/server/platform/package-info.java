/** Frameworks and plumbing that every room may use: problems, paging, ids, the embedded database, outbound signals. */
@NullMarked
package dev.firstlight.server.platform;

import org.jspecify.annotations.NullMarked;
