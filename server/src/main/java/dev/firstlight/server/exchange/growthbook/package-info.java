/** GrowthBook's features, as its SDKs get them; where those differ among themselves, as the one for JavaScript does. */
@NullMarked
package dev.firstlight.server.exchange.growthbook;

import org.jspecify.annotations.NullMarked;
