/** What somebody who means harm can send, beside somebody who means none: the packaged server stays small and goes on. */
@NullMarked
package dev.firstlight.server.abuse;

import org.jspecify.annotations.NullMarked;
