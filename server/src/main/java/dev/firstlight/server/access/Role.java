package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person or an API token may do, everywhere or in a part of the house; each role holds those before it, but approver,
 * which stands beside releaser.
 */
public enum Role {
    /** Of the house, no more: sees the projects where it was granted something. */
    MEMBER(Role.BELONG),
    VIEWER(Role.BELONG, Role.VIEW),
    EDITOR(Role.BELONG, Role.VIEW, Role.EDIT),
    RELEASER(Role.BELONG, Role.VIEW, Role.EDIT, Role.RELEASE),
    APPROVER(Role.BELONG, Role.VIEW, Role.EDIT, Role.APPROVE),
    ADMIN(Role.BELONG, Role.VIEW, Role.EDIT, Role.RELEASE, Role.APPROVE, Role.ADMINISTER);

    /** May know who they are and which projects they may see. */
    public static final String BELONG = "belong";
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
    /** May {@link #EDIT} in some environment of the project at least: ask {@link Caller#requireMay} which. */
    public static final String EDIT_SOMEWHERE = "edit-somewhere";
    /** May {@link #RELEASE} in some environment of the project at least: ask {@link Caller#requireMay} which. */
    public static final String RELEASE_SOMEWHERE = "release-somewhere";
    /** May {@link #APPROVE} in some environment of the project at least: ask {@link Caller#requireMay} which. */
    public static final String APPROVE_SOMEWHERE = "approve-somewhere";
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

    /** As a row says it. */
    static Role kept(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT));
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
