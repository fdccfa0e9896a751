package dev.firstlight.server.access;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who may approve edits of an environment: those who have all that one of some roles has, and the people of some teams who may
 * edit there.
 *
 * @param words keys of roles, and {@code team:} with the key of a team
 */
public record Approvers(List<String> words) {

    /** What a word that names a team begins with. */
    public static final String TEAM = "team:";

    /** Whoever may edit at all may be asked to approve. */
    public static final List<String> ROLES = List.of("editor", "releaser", "approver", "admin");

    private static final Pattern TEAMS = Pattern.compile(TEAM + "[a-z0-9][a-z0-9._-]{0,63}");

    /** Whether a word is a role that may be asked, or looks like a team. */
    public static boolean isOne(String word) {
        return ROLES.contains(word) || TEAMS.matcher(word).matches();
    }

    /** The keys of the teams. */
    public List<String> teams() {
        return words.stream()
                .filter(word -> word.startsWith(TEAM))
                .map(word -> word.substring(TEAM.length()))
                .toList();
    }

    /** Whether somebody is one of them, where their permissions are for. */
    public boolean include(Caller caller) {
        return words.stream().anyMatch(word -> includes(word, caller));
    }

    private static boolean includes(String word, Caller caller) {
        return word.startsWith(TEAM)
                ? caller.permissions().contains(Role.EDIT)
                        && caller.rights().teams().contains(word.substring(TEAM.length()))
                : caller.permissions()
                        .containsAll(Role.valueOf(word.toUpperCase(Locale.ROOT)).permissions());
    }
}
