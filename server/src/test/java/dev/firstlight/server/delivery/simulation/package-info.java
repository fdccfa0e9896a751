/** A change's way through nodes and relays to very many streams, as events in time, at costs that were measured. */
@NullMarked
package dev.firstlight.server.delivery.simulation;

import org.jspecify.annotations.NullMarked;
