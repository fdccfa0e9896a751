/** What SDKs fetch and hear: the ruleset with its ETag, and the stream of its changes. */
@NullMarked
package dev.firstlight.server.delivery;

import org.jspecify.annotations.NullMarked;
