package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a company's directory does about groups: each is a team that follows it. */
@ApplicationScoped
public class DirectoryGroups {

    private static final int LONGEST_NAME = 200;

    private final DirectoryRows rows;
    private final TeamRepository teams;
    private final Teams views;
    private final Roles roles;
    private final AccessLog log;
    private final Clock clock;

    DirectoryGroups(DirectoryRows rows, TeamRepository teams, Teams views, Roles roles, AccessLog log, Clock clock) {
        this.rows = rows;
        this.teams = teams;
        this.views = views;
        this.roles = roles;
        this.log = log;
        this.clock = clock;
    }

    /** All teams that follow a group, in the order they were made. */
    @WithSession
    public Uni<List<DirectoryGroup>> all() {
        return rows.groups(null);
    }

    /** A team that follows a group; fails where there is none. */
    @WithSession
    public Uni<DirectoryGroup> get(String id) {
        return rows.groups(id).map(found -> {
            if (found.isEmpty()) {
                throw Failure.unknown("group", id);
            }
            return found.get(0);
        });
    }

    /**
     * The team for a group: one that waits for it, because somebody made it for a group of this name, or a new one that may
     * do nothing yet.
     */
    @WithTransaction
    public Uni<DirectoryGroup> add(Caller caller, DirectoryGroup.Wanted wanted) {
        requireName(wanted);
        return teams.find("directoryGroup", wanted.name())
                .firstResult()
                .flatMap(waiting -> {
                    if (waiting == null) {
                        return make(caller, wanted);
                    }
                    if (waiting.externalId != null || wanted.externalId() == null) {
                        throw Failure.of(Failure.Kind.CONFLICT, "There is a group of this name already.");
                    }
                    return Uni.createFrom().item(waiting);
                })
                .flatMap(team -> settle(caller, team, wanted));
    }

    private Uni<TeamEntity> make(Caller caller, DirectoryGroup.Wanted wanted) {
        String id = Ids.next();
        return views.create(
                        caller, key(id, wanted.name()), new Teams.Wanted(wanted.name(), "member", null, wanted.name()))
                .flatMap(made -> teams.findByKey(made.key()));
    }

    /** A readable key that no other team has. */
    private static String key(String id, String name) {
        String readable =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String end = id.substring(id.length() - 8).toLowerCase(Locale.ROOT);
        return readable.isEmpty() ? end : readable.substring(0, Math.min(50, readable.length())) + "-" + end;
    }

    /** Another name or other people, by who may do all that the team may. */
    @WithTransaction
    public Uni<DirectoryGroup> replace(Caller caller, String id, DirectoryGroup.Wanted wanted) {
        requireName(wanted);
        return require(id)
                .call(team -> teams.find("directoryGroup = ?1 and id <> ?2", wanted.name(), id)
                        .firstResult()
                        .invoke(other -> {
                            if (other != null) {
                                throw Failure.of(Failure.Kind.CONFLICT, "There is a group of this name already.");
                            }
                        }))
                .flatMap(team -> settle(caller, team, wanted));
    }

    private Uni<TeamEntity> require(String id) {
        return teams.find("id = ?1 and directoryGroup is not null", id)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("group", id));
    }

    private Uni<DirectoryGroup> settle(Caller caller, TeamEntity team, DirectoryGroup.Wanted wanted) {
        team.directoryGroup = wanted.name();
        team.externalId = wanted.externalId();
        team.changedAt = clock.instant();
        return roles.book()
                .chain(book ->
                        views.view(team).invoke(view -> book.checkTaken(view.role(), view.grants(), caller.rights())))
                .chain(teams::flush)
                .chain(() -> get(team.id))
                .call(before -> turn(caller, team, before, wanted))
                .chain(() -> get(team.id));
    }

    /** Lets in who is to be there, and out who is not. */
    private Uni<Void> turn(Caller caller, TeamEntity team, DirectoryGroup before, DirectoryGroup.Wanted wanted) {
        Map<String, Boolean> turns = new LinkedHashMap<>();
        wanted.members().forEach(id -> turns.put(id, true));
        for (DirectoryUser.Ref member : before.members()) {
            if (turns.remove(member.id()) == null) {
                turns.put(member.id(), false);
            }
        }
        return Multi.createFrom()
                .iterable(turns.entrySet())
                .onItem()
                .transformToUniAndConcatenate(turn -> rows.users(turn.getKey()).flatMap(found -> {
                    if (found.isEmpty()) {
                        throw Failure.invalid("/members", "There is no user \"" + turn.getKey() + "\".");
                    }
                    String told = Json.write(Map.of("person", found.get(0).email()));
                    return turn.getValue()
                            ? teams.join(team.id, turn.getKey())
                                    .chain(() -> log.note(caller, "team.joined", team.key, null, told))
                            : teams.leave(team.id, turn.getKey())
                                    .chain(() -> log.note(caller, "team.left", team.key, null, told));
                }))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Removes the team, by who may do all that it may. */
    @WithTransaction
    public Uni<Void> remove(Caller caller, String id) {
        return require(id).flatMap(team -> views.delete(caller, team.key, team.version));
    }

    private static void requireName(DirectoryGroup.Wanted wanted) {
        if (wanted.name().isBlank() || wanted.name().length() > LONGEST_NAME) {
            throw Failure.invalid("/displayName", "A group's name has 1 to " + LONGEST_NAME + " characters.");
        }
    }
}
