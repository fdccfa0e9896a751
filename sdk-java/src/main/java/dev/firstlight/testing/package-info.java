/** Flags that an application's tests program. Needs JUnit 5 for {@link dev.firstlight.testing.FlagOverride} only. */
@NullMarked
package dev.firstlight.testing;

import org.jspecify.annotations.NullMarked;
