package dev.firstlight.server.delivery;

import dev.firstlight.server.platform.Bulkhead;
import jakarta.enterprise.context.ApplicationScoped;

/** How many readers are being sent something large at once, whether by a stream or by an answer. */
@ApplicationScoped
class Payloads {

    private final Bulkhead bulkhead;

    Payloads(DeliveryConfig config) {
        this.bulkhead = new Bulkhead(config.mostPayloads());
    }

    Bulkhead bulkhead() {
        return bulkhead;
    }

    boolean isFull() {
        return bulkhead.isFull();
    }
}
