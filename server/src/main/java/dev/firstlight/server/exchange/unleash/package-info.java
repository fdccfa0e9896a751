/**
 * Unleash's features, as its server-side SDKs get them. Where those differ among themselves, as the one for Node.js does.
 */
@NullMarked
package dev.firstlight.server.exchange.unleash;

import org.jspecify.annotations.NullMarked;
