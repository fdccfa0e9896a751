package dev.firstlight.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A flag's value in a test of JUnit 5. Test methods, and methods before and after each, may take a parameter of type
 * {@link dev.firstlight.client.FlagClient} or {@link TestFlags}: each test gets flags of its own, so that tests may run in
 * parallel. What is on a method comes over what is on its class, that over what is on an enclosing class.
 *
 * <pre>{@code
 * @Test
 * @FlagOverride(flag = "new-checkout", value = "true")
 * void asksForTheAddressFirst(FlagClient flags) { … }
 * }</pre>
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(FlagOverrides.class)
@ExtendWith(FlagOverrideExtension.class)
public @interface FlagOverride {

    /**
     * The flag's key.
     *
     * @return the key
     */
    String flag();

    /**
     * The value as JSON: {@code true}, {@code 7}, {@code {"a": 1}}; what is not JSON is a string.
     *
     * @return the value
     */
    String value();

    /**
     * Whom it is served; empty for everybody.
     *
     * @return a targeting key, or the empty string
     */
    String targetingKey() default "";
}
