/** Change requests: edits that wait until enough other people have approved exactly what they come to. */
@NullMarked
package dev.firstlight.server.approval;

import org.jspecify.annotations.NullMarked;
