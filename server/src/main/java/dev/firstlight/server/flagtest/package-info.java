/** Assertions kept with a flag: what it has to answer for whom. Pure: whoever changes flags asks. */
@NullMarked
package dev.firstlight.server.flagtest;

import org.jspecify.annotations.NullMarked;
