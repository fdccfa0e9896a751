package dev.firstlight.server.access;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The roles that the house comes with: what a person, a team or an API token may do, everywhere or in a part of it. Each holds
 * those before it, but approver, which stands beside releaser. Others are made up of the same permissions, see {@link Roles}.
 */
public enum Role {
    /** Of the house, no more: sees the projects where it was granted something. */
    MEMBER(Role.BELONG),
    VIEWER(Role.BELONG, Role.VIEW),
    EDITOR(Role.BELONG, Role.VIEW, Role.EDIT),
    RELEASER(Role.BELONG, Role.VIEW, Role.EDIT, Role.RELEASE),
    APPROVER(Role.BELONG, Role.VIEW, Role.EDIT, Role.APPROVE),
    ADMIN(
            Role.BELONG,
            Role.VIEW,
            Role.EDIT,
            Role.RELEASE,
            Role.APPROVE,
            Role.CONFIGURE,
            Role.MANAGE_KEYS,
            Role.OVERRIDE,
            Role.ADMINISTER);

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
    /** May make, change and delete projects, environments, regions, and what edits of them need. */
    public static final String CONFIGURE = "configure";
    /** May see, make, rotate and revoke SDK keys, and say which pages may ask. */
    public static final String MANAGE_KEYS = "manage-keys";
    /** May edit in spite of a freeze or of approvals that are missing. */
    public static final String OVERRIDE = "override";
    /** May say who may do what: people, teams, roles and tokens. */
    public static final String ADMINISTER = "administer";
    /** May {@link #EDIT} in some environment of the project at least: ask {@link Caller#requireMay} which. */
    public static final String EDIT_SOMEWHERE = "edit-somewhere";
    /** May {@link #RELEASE} in some environment of the project at least: ask {@link Caller#requireMay} which. */
    public static final String RELEASE_SOMEWHERE = "release-somewhere";
    /** May {@link #APPROVE} in some environment of the project at least: ask {@link Caller#requireMay} which. */
    public static final String APPROVE_SOMEWHERE = "approve-somewhere";
    /** May {@link #EDIT} what flags do, within a {@link Budget}. */
    public static final String EDIT_WITHIN = "edit-within";
    /** The same in a protected environment, and may stop releases. */
    public static final String RELEASE_WITHIN = "release-within";
    /** May {@link #RELEASE_WITHIN} in some environment of the project at least. */
    public static final String RELEASE_WITHIN_SOMEWHERE = "release-within-somewhere";
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
}
