/** What threads may see of each other while rulesets are swapped and clients closed. */
@NullMarked
package dev.firstlight.jcstress;

import org.jspecify.annotations.NullMarked;
