package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person or an API token may do; each role holds those before it, but approver, which stands beside releaser. */
public enum Role {
    VIEWER(Role.VIEW),
    EDITOR(Role.VIEW, Role.EDIT),
    RELEASER(Role.VIEW, Role.EDIT, Role.RELEASE),
    APPROVER(Role.VIEW, Role.EDIT, Role.APPROVE),
    ADMIN(Role.VIEW, Role.EDIT, Role.RELEASE, Role.APPROVE, Role.ADMINISTER);

    /** May read everything but secrets. */
    public static final String VIEW = "view";
    /** May change flags and segments. */
    public static final String EDIT = "edit";
    /** May start, stop and promote releases. */
    public static final String RELEASE = "release";
    /** May approve what others ask for. */
    public static final String APPROVE = "approve";
    /** May manage projects, keys, people and tokens. */
    public static final String ADMINISTER = "administer";
    /** A server key: may fetch rules and report. */
    public static final String SDK_SERVER = "sdk-server";
    /** A client key: may fetch the values of client-visible flags. */
    public static final String SDK_CLIENT = "sdk-client";

    private final Set<String> permissions;

    Role(String... permissions) {
        this.permissions = new LinkedHashSet<>(Arrays.asList(permissions));
    }

    /** The permissions, as resources name them in {@code @RolesAllowed}. */
    public Set<String> permissions() {
        return permissions;
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Role of(@Nullable String word, String pointer) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw Failure.invalid(
                pointer,
                "A role is one of " + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", ")) + ".");
    }
}
