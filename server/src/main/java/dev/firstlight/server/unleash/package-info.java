/** Unleash's client API, so that applications with Unleash's SDKs move over by changing a URL and a token. */
@NullMarked
package dev.firstlight.server.unleash;

import org.jspecify.annotations.NullMarked;
