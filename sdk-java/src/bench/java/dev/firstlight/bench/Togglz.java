package dev.firstlight.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.togglz.core.Feature;
import org.togglz.core.activation.GradualActivationStrategy;
import org.togglz.core.activation.UsernameActivationStrategy;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.manager.FeatureManagerBuilder;
import org.togglz.core.metadata.EmptyFeatureMetaData;
import org.togglz.core.metadata.FeatureMetaData;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.repository.mem.InMemoryStateRepository;
import org.togglz.core.spi.FeatureProvider;
import org.togglz.core.user.FeatureUser;
import org.togglz.core.user.SimpleFeatureUser;
import org.togglz.core.util.NamedFeature;

/** Togglz; its user is the thread's. */
final class Togglz implements Peer {

    private final Map<String, Feature> features = new HashMap<>();
    private final ThreadLocal<FeatureUser> current = new ThreadLocal<>();
    private final FeatureManager manager;

    Togglz(Workload workload, int count) {
        IntStream.range(0, count).mapToObj(Questions::flag).forEach(key -> features.put(key, new NamedFeature(key)));
        Set<Feature> all = features.values().stream().collect(Collectors.toUnmodifiableSet());
        InMemoryStateRepository states = new InMemoryStateRepository();
        for (int i = 0; i < count; i++) {
            Feature feature = new NamedFeature(Questions.flag(i));
            FeatureState state = new FeatureState(feature, workload != Workload.TOGGLE || i % 2 == 0);
            if (workload.isSplit()) {
                state.setStrategyId(GradualActivationStrategy.ID)
                        .setParameter(GradualActivationStrategy.PARAM_PERCENTAGE, "30");
            }
            if (workload == Workload.SEGMENT) {
                state.setStrategyId(UsernameActivationStrategy.ID)
                        .setParameter(UsernameActivationStrategy.PARAM_USERS, String.join(",", Questions.members()));
            }
            states.setFeatureState(state);
        }
        manager = new FeatureManagerBuilder()
                .featureProvider(new FeatureProvider() {
                    @Override
                    public Set<Feature> getFeatures() {
                        return all;
                    }

                    @Override
                    public FeatureMetaData getMetaData(Feature feature) {
                        return new EmptyFeatureMetaData(feature);
                    }
                })
                .stateRepository(states)
                .userProvider(current::get)
                .build();
    }

    @Override
    public Object user(String key, boolean attributes) {
        return new SimpleFeatureUser(key);
    }

    @Override
    public Object evaluate(String flag, Object user) {
        current.set((FeatureUser) user);
        return manager.isActive(features.get(flag));
    }
}
