package dev.firstlight.server.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTest {

    /** Who comes by chance to what always takes as long waits ρ s / 2 (1 - ρ) on average: Pollaczek and Khinchine's formula. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.6, 0.8, 0.9})
    void waitsAsTheFormulaForMD1Says(double load) {
        double work = 0.001;
        Chance chance = new Chance(7);
        Worker worker = new Worker();
        int many = 2_000_000;
        double at = 0;
        double waited = 0;
        for (int i = 0; i < many; i++) {
            at += chance.exponential(work / load);
            waited += worker.begin(at) - at;
            worker.take(at, work);
        }
        double formula = load * work / (2 * (1 - load));
        assertThat(waited / many).isCloseTo(formula, within(0.04 * formula));
        assertThat(worker.busy() / at).isCloseTo(load, within(0.01));
    }

    @Test
    void whatComesToNobodyAtWorkIsBegunAtOnce() {
        Worker worker = new Worker();
        assertThat(worker.take(1, 2)).isEqualTo(3);
        assertThat(worker.begin(2)).isEqualTo(3);
        assertThat(worker.begin(4)).isEqualTo(4);
        assertThat(worker.busy()).isEqualTo(2);
    }

    @Test
    void aLineStretchesWhatIsFasterThanItself() {
        Line line = new Line(1_000);
        // A hundred, written within 10 ms, of 10 bytes each: the line takes 10 ms for each of them.
        Ramp sent = line.send(new Ramp(0, 0.01, 100), 10);
        assertThat(sent.first()).isEqualTo(0.01);
        assertThat(sent.last()).isCloseTo(1, within(1e-9));
        assertThat(line.send(new Ramp(0.5, 0.5, 1), 10).last()).isCloseTo(1.01, within(1e-9));
        assertThat(line.bytes()).isEqualTo(1_010);
        assertThat(Line.peak(line.addTo(new double[0]))).isBetween(999.0, 1_200.0);
    }

    @Test
    void aLineLeavesAloneWhatIsSlowerThanItself() {
        Line line = new Line(1e9);
        Ramp sent = line.send(new Ramp(1, 3, 100), 10);
        assertThat(sent.first()).isCloseTo(1, within(1e-6));
        assertThat(sent.last()).isCloseTo(3, within(1e-6));
        double sum = 0;
        for (double window : line.addTo(new double[0])) {
            sum += window;
        }
        assertThat(sum).isCloseTo(1_000, within(1e-6));
    }
}
