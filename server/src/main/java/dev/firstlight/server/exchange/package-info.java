/** Flags that come from other systems and go to them: what each becomes here, and where it would behave otherwise. */
@NullMarked
package dev.firstlight.server.exchange;

import org.jspecify.annotations.NullMarked;
