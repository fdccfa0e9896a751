package dev.firstlight.bench;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import java.util.HashMap;
import java.util.Map;

/** OpenFeature's own provider, which has no rules: what its interface costs before a flag is evaluated at all. */
final class OpenFeatureInMemory implements Peer {

    private final OpenFeatureAPI api = OpenFeatureAPI.getInstance();
    private final dev.openfeature.sdk.Client client;

    OpenFeatureInMemory(Workload workload, int count) {
        if (workload != Workload.TOGGLE) {
            throw new IllegalArgumentException(workload + "");
        }
        Map<String, Flag<?>> flags = new HashMap<>();
        for (int i = 0; i < count; i++) {
            flags.put(
                    Questions.flag(i),
                    Flag.<Boolean>builder()
                            .variant("on", true)
                            .variant("off", false)
                            .defaultVariant(i % 2 == 0 ? "on" : "off")
                            .build());
        }
        api.setProviderAndWait(new InMemoryProvider(flags));
        client = api.getClient();
    }

    @Override
    public Object user(String key, boolean attributes) {
        return new ImmutableContext(key);
    }

    @Override
    public Object evaluate(String flag, Object user) {
        return client.getBooleanValue(flag, false, (EvaluationContext) user);
    }

    @Override
    public void close() {
        api.shutdown();
    }
}
