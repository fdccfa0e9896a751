package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Teams: people who are given roles together. */
@ApplicationScoped
public class Teams {

    private static final int MOST = 500;

    private final TeamRepository teams;
    private final Roles roles;
    private final GrantRows grants;
    private final AccessLog log;

    Teams(TeamRepository teams, Roles roles, GrantRows grants, AccessLog log) {
        this.teams = teams;
        this.roles = roles;
        this.grants = grants;
        this.log = log;
    }

    /**
     * A team as it shall be.
     *
     * @param group of a directory, null for none
     */
    record Wanted(
            String name,
            String role,
            @Nullable List<Grant> grants,
            @Nullable String group) {}

    @WithSession
    Uni<Page<TeamView>> list(int limit, String after) {
        return teams.find("key > ?1 order by key", after)
                .range(0, limit)
                .list()
                .map(found -> Page.of(found, limit, team -> team.key))
                .flatMap(page -> Multi.createFrom()
                        .iterable(page.items())
                        .onItem()
                        .transformToUniAndConcatenate(this::view)
                        .collect()
                        .asList()
                        .map(views -> new Page<>(views, page.nextCursor())));
    }

    @WithSession
    Uni<TeamView> get(String key) {
        return require(key).flatMap(this::view);
    }

    Uni<TeamEntity> require(String key) {
        return teams.findByKey(key).onItem().ifNull().failWith(() -> Failure.unknown("team", key));
    }

    private Uni<TeamEntity> locked(String key) {
        return teams.lockByKey(key).onItem().ifNull().failWith(() -> Failure.unknown("team", key));
    }

    Uni<TeamView> view(TeamEntity team) {
        return grants.of(GrantRows.Holder.TEAM, team.id)
                .map(granted ->
                        new TeamView(team.key, team.name, team.role, granted, team.directoryGroup, team.version));
    }

    /** Refuses keys of teams that are not there. */
    @WithSession
    public Uni<Void> requireAll(List<String> keys) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(key -> teams.findByKey(key).invoke(found -> {
                    if (found == null) {
                        throw Failure.invalid("/approvers", "There is no team \"" + key + "\".");
                    }
                }))
                .collect()
                .last()
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<TeamView> create(Caller caller, String key, Wanted wanted) {
        return roles.book().flatMap(book -> {
            book.check(wanted.role(), "/role", caller.rights());
            List<Grant> given = book.check(wanted.grants(), caller.rights());
            return teams.count()
                    .call(() -> requireFree(key, wanted.group(), ""))
                    .flatMap(count -> {
                        if (count >= MOST) {
                            throw Failure.of(
                                    Failure.Kind.CONFLICT, "There are " + MOST + " teams, which are the most.");
                        }
                        TeamEntity team = new TeamEntity();
                        team.id = Ids.next();
                        team.key = key;
                        set(team, wanted);
                        return teams.persistAndFlush(team);
                    })
                    .call(team -> grants.replace(GrantRows.Holder.TEAM, team.id, null, given))
                    .flatMap(this::view)
                    .call(made -> log.note(caller, "team.made", key, null, told(made)));
        });
    }

    private static void set(TeamEntity team, Wanted wanted) {
        team.name = wanted.name();
        team.role = wanted.role();
        team.directoryGroup = wanted.group();
    }

    private Uni<Void> requireFree(String key, @Nullable String group, String but) {
        return teams.find("(key = ?1 or directoryGroup = ?2) and id <> ?3", key, group, but)
                .firstResult()
                .invoke(other -> {
                    if (other != null) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                other.key.equals(key)
                                        ? "There is a team \"" + key + "\" already."
                                        : "The team \"" + other.key + "\" follows this group already.");
                    }
                })
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<TeamView> replace(Caller caller, String key, long version, Wanted wanted) {
        return roles.book().flatMap(book -> held(key, version).flatMap(team -> view(team)
                .invoke(before -> {
                    book.checkTaken(before.role(), before.grants(), caller.rights());
                    book.check(wanted.role(), "/role", caller.rights());
                })
                .call(() -> requireFree(key, wanted.group(), team.id))
                .flatMap(before -> {
                    List<Grant> given = book.check(wanted.grants(), caller.rights());
                    set(team, wanted);
                    // Grants are rows of their own: the version goes up though nothing else may have changed.
                    team.version++;
                    return teams.flush()
                            .chain(() -> grants.replace(GrantRows.Holder.TEAM, team.id, null, given))
                            .chain(() -> view(team))
                            .call(after -> log.note(caller, "team.changed", key, told(before), told(after)));
                })));
    }

    /** What a team's people may do in one project, whatever else. */
    @WithTransaction
    Uni<TeamView> grant(Caller caller, String project, String key, List<Grant> asked) {
        return roles.book().flatMap(book -> {
            List<Grant> given = book.check(asked, caller.rights());
            return locked(key).flatMap(team -> view(team)
                    .invoke(before -> book.checkTaken(Grant.in(project, before.grants()), caller.rights()))
                    .invoke(before -> team.version++)
                    .flatMap(before -> grants.replace(GrantRows.Holder.TEAM, team.id, project, given)
                            .chain(() -> view(team))
                            .call(after -> log.note(caller, "team.changed", key, told(before), told(after)))));
        });
    }

    @WithTransaction
    Uni<Void> delete(Caller caller, String key, long version) {
        return roles.book().flatMap(book -> held(key, version).flatMap(team -> view(team)
                .invoke(before -> book.checkTaken(before.role(), before.grants(), caller.rights()))
                .call(() -> teams.environmentsThatAsk(key).invoke(asking -> {
                    if (!asking.isEmpty()) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "The team approves edits of " + String.join(", ", asking)
                                        + "; change their \"approvers\" before.");
                    }
                }))
                .call(() -> teams.delete(team))
                .call(teams::flush)
                .flatMap(before -> log.note(caller, "team.removed", key, told(before), null))));
    }

    /** The team at the version that its editor saw. */
    private Uni<TeamEntity> held(String key, long version) {
        return locked(key).call(team -> {
            if (team.version != version) {
                return view(team).invoke(now -> {
                    throw Failure.stale(
                            "The team is at version " + now.version()
                                    + "; look at \"current\", then send your change again.",
                            now);
                });
            }
            return Uni.createFrom().voidItem();
        });
    }

    private static String told(TeamView team) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", team.name());
        told.put("role", team.role());
        told.put("grants", team.grants());
        if (team.group() != null) {
            told.put("group", team.group());
        }
        return Json.write(told);
    }
}
