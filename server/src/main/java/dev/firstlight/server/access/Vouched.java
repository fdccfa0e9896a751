package dev.firstlight.server.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as an identity provider says.
 *
 * @param subject who, for that issuer for ever
 * @param email an address that is theirs for sure; null where the provider says of none that it is
 * @param name what people call them
 * @param groups of the provider's
 */
public record Vouched(
        String issuer, String subject, @Nullable String email, String name, Set<String> groups) {}
