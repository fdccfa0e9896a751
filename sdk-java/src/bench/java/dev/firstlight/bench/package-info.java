/** How fast evaluation is, beside the same evaluation by other flag SDKs. */
@NullMarked
package dev.firstlight.bench;

import org.jspecify.annotations.NullMarked;
