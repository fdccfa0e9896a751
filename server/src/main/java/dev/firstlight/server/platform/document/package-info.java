/** The API's document made truthful: what the generator does not see in the code, found at build time. */
@NullMarked
package dev.firstlight.server.platform.document;

import org.jspecify.annotations.NullMarked;
