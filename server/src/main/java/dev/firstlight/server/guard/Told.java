package dev.firstlight.server.guard;

import java.util.List;
import java.util.TreeMap;

/**
 * What another system found: a query whose answer is beyond its limit, or a verdict that was sent. There is nothing to
 * count and so no evidence; it is believed, or it is not there.
 *
 * @param verdict PASS, FAIL, HOLD, or NO_DATA where it has nothing to say
 * @param words what it said, to be built into a sentence
 */
public record Told(Verdict verdict, String words) implements Measured {

    @Override
    public List<Stratum> strata() {
        return List.of();
    }

    @Override
    public String word() {
        return "told";
    }

    @Override
    public List<List<Stratum>> layers() {
        return List.of();
    }

    @Override
    public Ledger failing(Worse worse) {
        return new Ledger(0, new TreeMap<>());
    }

    @Override
    public double lnPassing(Worse worse, double margin) {
        return 0;
    }

    @Override
    public boolean borneOut(Worse worse) {
        return true;
    }
}
