package dev.firstlight.quarkus;

import dev.firstlight.client.FlagClient;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** What the build leaves to be done when the application starts. */
@Recorder
public class FirstlightRecorder {

    private final RuntimeValue<FirstlightConfig> config;

    /** Called by Quarkus. */
    public FirstlightRecorder(RuntimeValue<FirstlightConfig> config) {
        this.config = config;
    }

    /** What sees every request. */
    public Handler<RoutingContext> requestOutcomes() {
        if (!config.getValue().requestOutcomes()) {
            return RoutingContext::next;
        }
        return new RequestOutcomes(Arc.container().instance(FlagClient.class).get());
    }
}
