package dev.firstlight.server.delivery.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;

/**
 * What was measured; times are seconds of one core.
 *
 * @param sdk a server SDK's stream at a node of the server
 * @param relayed one at a relay
 * @param page a page's
 * @param relayPublish what a relay does with a change before it tells it
 * @param publish what a node of the server does
 * @param edit what the node that takes an edit does
 * @param editDatabase what the database does for an edit
 * @param publishDatabase what it does for each node that hears of one
 * @param restDatabase what it does each second for a node at rest
 * @param refusal to say that there is no room, taken for what a 304 costs
 * @param reader what reading a change costs the bench's reader, which is on the same machine
 */
record Costs(
        StreamCost sdk,
        StreamCost relayed,
        StreamCost page,
        double relayPublish,
        double publish,
        double edit,
        double editDatabase,
        double publishDatabase,
        double restDatabase,
        double refusal,
        double reader,
        Report counts,
        double forward,
        double baseMemory,
        double relayBaseMemory,
        double same,
        double sameBytes,
        double whole,
        double wholeBytes) {

    /**
     * What a batch of telemetry costs.
     *
     * @param server the node that takes it
     * @param database the database, for each
     * @param wal bytes written ahead
     * @param disk bytes that tables grow by
     */
    record Report(double server, double database, double wal, double disk) {}

    static Properties measured() throws IOException {
        Properties measured = new Properties();
        try (InputStream in = Objects.requireNonNull(
                Costs.class.getResourceAsStream("costs.properties"), "nothing is measured yet: ./mvnw -Pcosts")) {
            measured.load(in);
        }
        return measured;
    }

    static double number(Properties measured, String name) {
        String value = measured.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not measured: ./mvnw -Pcosts");
        }
        return Double.parseDouble(value);
    }

    static Costs of(Properties measured) {
        return new Costs(
                StreamCost.of(name -> number(measured, name), "sdk", "whole.1000", "sdk.connect.resume"),
                StreamCost.of(name -> number(measured, name), "relay", "whole.1000", "sdk.connect.resume"),
                StreamCost.of(name -> number(measured, name), "page", "values.20", "page.connect.values.20"),
                number(measured, "relay.change.alone.micros") / 1e6,
                number(measured, "publish.node.micros") / 1e6,
                number(measured, "edit.server.micros") / 1e6,
                number(measured, "one.edit.database.micros") / 1e6,
                Math.max(0, number(measured, "two.edit.database.micros") - number(measured, "one.edit.database.micros"))
                        / 1e6,
                number(measured, "one.rest.database.micros") / 1e6,
                number(measured, "ruleset.1000.same.micros") / 1e6,
                number(measured, "sdk.reader.micros") / 1e6,
                new Report(
                        number(measured, "counts.server.micros") / 1e6,
                        number(measured, "counts.database.micros") / 1e6,
                        number(measured, "counts.wal.bytes"),
                        number(measured, "counts.disk.bytes")),
                number(measured, "relay.forward.micros") / 1e6,
                number(measured, "sdk.memory.base.bytes"),
                number(measured, "relay.memory.base.bytes"),
                number(measured, "ruleset.1000.same.micros") / 1e6,
                number(measured, "ruleset.1000.same.bytes"),
                number(measured, "ruleset.1000.gzip.micros") / 1e6,
                number(measured, "ruleset.1000.gzip.bytes"));
    }

    static Costs read() throws IOException {
        return of(measured());
    }
}
