package dev.firstlight.testing;

import dev.firstlight.client.FlagClient;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives each test the flags that its {@link FlagOverride}s say. */
final class FlagOverrideExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(FlagOverrideExtension.class);

    /** One test's own. */
    private record Own(TestFlags flags, FlagClient client) {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == FlagClient.class || type == TestFlags.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        if (test.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "Flags belong to one test; take them in a test method, or one before or after each.");
        }
        Own own = Objects.requireNonNull(
                test.getStore(NAMESPACE).getOrComputeIfAbsent(Own.class, key -> own(test), Own.class));
        return parameter.getParameter().getType() == FlagClient.class ? own.client : own.flags;
    }

    private static Own own(ExtensionContext test) {
        TestFlags flags = new TestFlags();
        List<FlagOverride> overrides = overrides(test);
        overrides.stream()
                .filter(each -> each.targetingKey().isEmpty())
                .forEach(each -> flags.set(each.flag(), value(each.value())));
        overrides.stream()
                .filter(each -> !each.targetingKey().isEmpty())
                .forEach(each -> flags.setFor(each.targetingKey(), each.flag(), value(each.value())));
        return new Own(flags, flags.client());
    }

    /** The outermost first, so that the innermost wins. */
    private static List<FlagOverride> overrides(ExtensionContext test) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> each = test.getRequiredTestClass(); each != null; each = each.getEnclosingClass()) {
            classes.add(each);
        }
        Collections.reverse(classes);
        List<FlagOverride> overrides = new ArrayList<>();
        classes.forEach(
                each -> overrides.addAll(AnnotationSupport.findRepeatableAnnotations(each, FlagOverride.class)));
        overrides.addAll(AnnotationSupport.findRepeatableAnnotations(test.getRequiredTestMethod(), FlagOverride.class));
        return overrides;
    }

    private static Object value(String text) {
        try {
            Object value = Json.value(Json.parse(text));
            if (value instanceof Boolean
                    || value instanceof Double
                    || value instanceof Map
                    || value instanceof String) {
                return value;
            }
            return text; // a list, or null, which no flag serves
        } catch (IOException e) {
            return text;
        }
    }
}
