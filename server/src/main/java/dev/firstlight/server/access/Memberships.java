package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** Who is of which team. */
@ApplicationScoped
public class Memberships {

    private final TeamRepository rows;
    private final Teams teams;
    private final Roles roles;
    private final People people;
    private final AccessLog log;

    Memberships(TeamRepository rows, Teams teams, Roles roles, People people, AccessLog log) {
        this.rows = rows;
        this.teams = teams;
        this.roles = roles;
        this.people = people;
        this.log = log;
    }

    @WithSession
    Uni<Page<PersonView>> list(String key, int limit, String after) {
        return teams.require(key)
                .flatMap(team -> rows.members(team.id, limit + 1, after))
                .map(ids -> Page.of(ids, limit, id -> id))
                .flatMap(page -> Multi.createFrom()
                        .iterable(page.items())
                        .onItem()
                        .transformToUniAndConcatenate(people::byId)
                        .collect()
                        .asList()
                        .map(views -> new Page<>(views, page.nextCursor())));
    }

    /** Puts a person into a team, which gives them what the team has. */
    @WithTransaction
    Uni<Void> join(Caller caller, String key, String person) {
        return open(caller, key).flatMap(team -> people.byId(person).flatMap(view -> rows.join(team.id, person)
                .flatMap(changed -> note(caller, changed, "team.joined", key, view.email()))));
    }

    /** Takes a person out of a team. */
    @WithTransaction
    Uni<Void> leave(Caller caller, String key, String person) {
        return open(caller, key).flatMap(team -> people.byId(person).flatMap(view -> rows.leave(team.id, person)
                .flatMap(changed -> note(caller, changed, "team.left", key, view.email()))));
    }

    /** A team that people are put into one by one, by somebody who may do what it may. */
    private Uni<TeamEntity> open(Caller caller, String key) {
        return roles.book().flatMap(book -> teams.require(key)
                .call(team -> teams.view(team).invoke(view -> {
                    if (view.group() != null) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "The team follows the group \"" + view.group()
                                        + "\" of your directory; change that, or take the group off the team.");
                    }
                    book.checkTaken(view.role(), view.grants(), caller.rights());
                })));
    }

    /** Makes a person be of those teams whose group they are of, and of no others that follow one. In the caller's transaction. */
    public Uni<Void> follow(String person, Set<String> groups) {
        return people.byId(person).flatMap(view -> rows.following(person).flatMap(all -> Multi.createFrom()
                .iterable(all)
                .filter(team -> team.turns(groups))
                .onItem()
                .transformToUniAndConcatenate(
                        team -> (team.member() ? rows.leave(team.id(), person) : rows.join(team.id(), person))
                                .flatMap(changed -> note(
                                        Caller.SYSTEM,
                                        changed,
                                        team.member() ? "team.left" : "team.joined",
                                        team.key(),
                                        view.email())))
                .collect()
                .last()
                .replaceWithVoid()));
    }

    private Uni<Void> note(Caller caller, boolean changed, String action, String team, String email) {
        return changed
                ? log.note(caller, action, team, null, Json.write(Map.of("person", email)))
                : Uni.createFrom().voidItem();
    }
}
