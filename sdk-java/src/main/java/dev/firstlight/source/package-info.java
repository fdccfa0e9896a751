/** Brings rulesets: by stream, by polling where streams fail, from a file where the network does. */
@NullMarked
package dev.firstlight.source;

import org.jspecify.annotations.NullMarked;
