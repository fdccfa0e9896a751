package dev.firstlight.server.watch;

import java.util.Map;

/**
 * How things stand.
 *
 * @param releases by state, in lower case
 * @param changeRequests that wait, by state, in lower case
 * @param instances that were seen of late, by whether they are behind
 * @param sourceAgeSeconds since the metric that is longest not had from its source, Prometheus or applications, was had; 0 where there is none
 * @param sourcesFailing metrics of live releases that their source does not give
 * @param webhookWaiting events that are not delivered yet, once for each endpoint
 * @param webhookAgeSeconds since the oldest of them happened; 0 where none waits
 * @param webhooksDisabled endpoints that take nothing any more, by our doing
 */
record Standing(
        Map<String, Long> releases,
        Map<String, Long> changeRequests,
        Map<String, Long> instances,
        double sourceAgeSeconds,
        long sourcesFailing,
        long webhookWaiting,
        double webhookAgeSeconds,
        long webhooksDisabled) {}
