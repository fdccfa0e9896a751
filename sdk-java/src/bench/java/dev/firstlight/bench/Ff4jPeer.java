package dev.firstlight.bench;

import java.util.HashSet;
import java.util.Set;
import org.ff4j.FF4j;
import org.ff4j.core.Feature;
import org.ff4j.core.FlippingExecutionContext;
import org.ff4j.core.FlippingStrategy;
import org.ff4j.strategy.ClientFilterStrategy;
import org.ff4j.strategy.PonderationStrategy;

/** FF4j. Its split is by chance, not by user. */
final class Ff4jPeer implements Peer {

    private final FF4j ff4j = new FF4j();

    Ff4jPeer(Workload workload, int count) {
        Set<String> members = new HashSet<>(Questions.members());
        for (int i = 0; i < count; i++) {
            Feature feature = new Feature(Questions.flag(i), workload != Workload.TOGGLE || i % 2 == 0);
            if (workload.isSplit()) {
                feature.setFlippingStrategy(new PonderationStrategy(0.3));
            }
            if (workload == Workload.SEGMENT) {
                FlippingStrategy strategy = new ClientFilterStrategy(String.join(",", members));
                feature.setFlippingStrategy(strategy);
            }
            ff4j.createFeature(feature);
        }
    }

    @Override
    public Object user(String key, boolean attributes) {
        FlippingExecutionContext context = new FlippingExecutionContext();
        context.addValue(ClientFilterStrategy.CLIENT_HOSTNAME, key);
        return context;
    }

    @Override
    public Object evaluate(String flag, Object user) {
        return ff4j.check(flag, (FlippingExecutionContext) user);
    }
}
