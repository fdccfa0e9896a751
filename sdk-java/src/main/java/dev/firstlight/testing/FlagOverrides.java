package dev.firstlight.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several {@link FlagOverride}s; the compiler writes it. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FlagOverrideExtension.class)
public @interface FlagOverrides {

    /**
     * In the order written.
     *
     * @return the overrides
     */
    FlagOverride[] value();
}
