package dev.firstlight.server.access;

import java.util.Locale;

/** Who may sign in by password. */
public enum PasswordsFor {
    EVERYBODY,
    /** Those who are admins everywhere, for the day when the company's identity provider is away; others come by it. */
    ADMINS;

    boolean includes(PersonEntity person) {
        return this == EVERYBODY || person.role.equals(Role.ADMIN.word());
    }

    /** As settings and the API say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
