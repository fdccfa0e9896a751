package dev.firstlight.server.guard.simulation;

import java.util.List;

/** From evidence to every SDK on the control: a matter of the network, not of statistics. */
final class RollbackLatency implements Scenario {
    @Override
    public int number() {
        return 14;
    }

    @Override
    public String title() {
        return "rollback latency with 10,000 streams";
    }

    @Override
    public List<Row> rows(Runs runs) {
        return List.of(Row.of("evidence → every SDK on the control", Row.OURS, "not here: measured with the streams"));
    }
}
