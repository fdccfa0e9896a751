package dev.firstlight.server.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests of each kind a node answers at once; streams have limits of their own. */
@ConfigMapping(prefix = "firstlight.admission")
interface AdmissionConfig {

    /** Requests of people and scripts. */
    @WithDefault("256")
    int mostApi();

    /** Those among them that wait for something to happen. */
    @WithDefault("2000")
    int mostWaiting();

    /** Messages of agents; what their tools ask of the API counts there as well. */
    @WithDefault("64")
    int mostAgents();

    /** Evaluations by the server. */
    @WithDefault("2000")
    int mostEvaluations();

    /** Batches of telemetry. They can wait, so they are the first that have to. */
    @WithDefault("128")
    int mostTelemetry();
}
