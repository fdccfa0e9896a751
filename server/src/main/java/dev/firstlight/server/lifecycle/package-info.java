/** Where a flag is in its life, judged by what applications ask of it, and where code names it. */
@NullMarked
package dev.firstlight.server.lifecycle;

import org.jspecify.annotations.NullMarked;
