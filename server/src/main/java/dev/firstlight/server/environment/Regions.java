package dev.firstlight.server.environment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The regions of a project and their groups. */
@ApplicationScoped
public class Regions {

    private final Environments environments;
    private final Revisions revisions;
    private final Audit audit;
    private final Instance<RegionUses> uses;
    private final EditGate gate;

    Regions(Environments environments, Revisions revisions, Audit audit, Instance<RegionUses> uses, EditGate gate) {
        this.environments = environments;
        this.revisions = revisions;
        this.audit = audit;
        this.uses = uses;
        this.gate = gate;
    }

    /** Who changes a project's groups, and how that is meant. */
    record Order(
            Caller caller,
            String project,
            @Nullable String comment,
            boolean overrideFreeze,
            boolean overrideApproval) {}

    record RegionView(
            String key,
            String name,
            List<String> countries,
            @Nullable Double latitude,
            @Nullable Double longitude) {}

    record GroupView(String key, List<String> regions) {}

    @Schema(name = "RegionsView")
    record All(List<RegionView> regions, List<GroupView> groups) {}

    /**
     * What flags of a project may name.
     *
     * @param keys of its regions, sorted
     * @param groups its region groups, each with its regions
     */
    public record Known(List<String> keys, Map<String, List<String>> groups) {}

    /** The regions and groups of a project. */
    public Uni<Known> known(String project) {
        return all(project)
                .map(all ->
                        new Known(all.regions().stream().map(RegionView::key).toList(), asMap(all)));
    }

    /** The keys of a project's regions, sorted. */
    public Uni<List<String>> keys(String project) {
        return all(project)
                .map(all -> all.regions().stream().map(RegionView::key).toList());
    }

    /** The same as the day reaches them: from the date line westward; those whose place is not known come last. */
    public Uni<List<String>> byDawn(String project) {
        return all(project).map(all -> all.regions().stream()
                .sorted(Comparator.comparing(
                                RegionView::longitude, Comparator.nullsLast(Comparator.<Double>reverseOrder()))
                        .thenComparing(RegionView::key))
                .map(RegionView::key)
                .toList());
    }

    /** The region groups of a project, each with its regions: what the wire calls {@code regionGroups}. */
    public Uni<Map<String, List<String>>> groups(String project) {
        return all(project).map(Regions::asMap);
    }

    private static Map<String, List<String>> asMap(All all) {
        Map<String, List<String>> groups = new TreeMap<>();
        all.groups().forEach(group -> groups.put(group.key(), group.regions()));
        return groups;
    }

    @WithSession
    Uni<All> all(String project) {
        return Panache.getSession().flatMap(session -> session.createQuery(
                        "from RegionEntity where id.project = ?1 order by id.key", RegionEntity.class)
                .setParameter(1, project)
                .getResultList()
                .flatMap(regions -> session.createQuery(
                                "from RegionGroupEntity where id.project = ?1 order by id.key", RegionGroupEntity.class)
                        .setParameter(1, project)
                        .getResultList()
                        .map(groups -> new All(
                                regions.stream().map(RegionEntity::view).toList(),
                                groups.stream().map(RegionGroupEntity::view).toList()))));
    }

    /** The same where the project is; else 404. */
    Uni<All> shown(String project) {
        return environments.list(project).chain(() -> all(project));
    }

    @WithSession
    Uni<RegionView> get(String project, String key) {
        return all(project).map(all -> all.regions().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Failure.unknown("region", key)));
    }

    @WithSession
    Uni<GroupView> getGroup(String project, String key) {
        return all(project).map(all -> group(all, key));
    }

    private static GroupView group(All all, String key) {
        return all.groups().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Failure.unknown("region group", key));
    }

    @WithTransaction
    Uni<RegionView> put(Caller caller, String project, RegionView region) {
        Ids.requireKey(region.key(), "");
        RegionEntity entity = RegionEntity.of(project, region);
        return locked(project)
                .chain(() -> all(project))
                .invoke(all -> {
                    if (all.groups().stream().anyMatch(group -> group.key().equals(region.key()))) {
                        throw Failure.invalid(
                                "", "A region group has the key \"" + region.key() + "\"; a region needs another.");
                    }
                })
                .chain(() -> Panache.getSession().flatMap(session -> session.merge(entity)))
                .chain(() -> changed(project))
                .chain(() -> audit.append(new AuditEntry(
                        project, caller, "region.changed", region.key(), null, null, Json.write(region))))
                .replaceWith(region);
    }

    @WithTransaction
    Uni<Void> delete(Caller caller, String project, String key) {
        return locked(project).chain(() -> all(project)).flatMap(all -> {
            List<String> groups = all.groups().stream()
                    .filter(group -> group.regions().contains(key))
                    .map(group -> "region group \"" + group.key() + "\"")
                    .toList();
            return refuseUsed(project, "region", key, groups)
                    .chain(() -> Panache.getSession())
                    .flatMap(session -> session.find(RegionEntity.class, new RegionKey(project, key))
                            .onItem()
                            .ifNull()
                            .failWith(() -> Failure.unknown("region", key))
                            .flatMap(found -> session.remove(found)
                                    .chain(session::flush)
                                    .chain(() -> changed(project))
                                    .chain(() -> audit.append(new AuditEntry(
                                            project,
                                            caller,
                                            "region.deleted",
                                            key,
                                            null,
                                            Json.write(found.view()),
                                            null)))));
        });
    }

    /** Edits that began before there was another region, or one less, must hear of it. */
    private static Uni<Void> changed(String project) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "UPDATE environment SET version = version + 1 WHERE project = ?1")
                        .setParameter(1, project)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** What nobody names any more by the time of the answer may go. */
    private Uni<Void> refuseUsed(String project, String what, String key, List<String> besides) {
        List<String> users = new ArrayList<>(besides);
        return Multi.createFrom()
                .iterable(uses)
                .onItem()
                .transformToUniAndConcatenate(
                        one -> one.of(project, key).invoke(users::addAll).replaceWith(true))
                .collect()
                .asList()
                .invoke(() -> {
                    if (!users.isEmpty()) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "The " + what + " \"" + key + "\" is in use by " + String.join(", ", users)
                                        + "; take it out there first.");
                    }
                })
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<GroupView> putGroup(Order order, GroupView group) {
        Ids.requireKey(group.key(), "");
        return locked(order.project).flatMap(locked -> all(order.project).flatMap(all -> {
            check(all, group);
            return Panache.getSession()
                    .flatMap(session -> session.merge(RegionGroupEntity.of(order.project, group))
                            .chain(session::flush))
                    .chain(() -> publishGroups(order, locked, group.key(), Json.write(group)))
                    .replaceWith(group);
        }));
    }

    private static void check(All all, GroupView group) {
        List<String> known = all.regions().stream().map(RegionView::key).toList();
        for (int i = 0; i < group.regions().size(); i++) {
            if (!known.contains(group.regions().get(i))) {
                throw Failure.invalid(
                        "/regions/" + i,
                        "There is no region \"" + group.regions().get(i) + "\"; known are " + known + ".");
            }
        }
        if (known.contains(group.key())) {
            throw Failure.invalid("", "A region has the key \"" + group.key() + "\"; a group needs another.");
        }
    }

    @WithTransaction
    Uni<Void> deleteGroup(Order order, String key) {
        return locked(order.project).flatMap(locked -> all(order.project)
                .invoke(all -> group(all, key))
                .chain(() -> refuseUsed(order.project, "region group", key, List.of()))
                .chain(() -> Panache.getSession())
                .flatMap(session -> session.find(RegionGroupEntity.class, new RegionKey(order.project, key))
                        .flatMap(session::remove)
                        .chain(session::flush))
                .chain(() -> publishGroups(order, locked, key, null)));
    }

    /** All environments of the project, which nobody else changes until the transaction ends; 404 for no project. */
    private Uni<List<EnvironmentRef>> locked(String project) {
        return environments.list(project).chain(() -> revisions.lockAll(project));
    }

    /** Groups are part of every environment's ruleset. */
    private Uni<Void> publishGroups(Order order, List<EnvironmentRef> locked, String key, @Nullable String after) {
        return groups(order.project).flatMap(groups -> {
            ObjectNode document = Json.object();
            groups.forEach((name, regions) -> {
                var list = document.putArray(name);
                regions.forEach(list::add);
            });
            Change change = new Change(Change.Kind.REGION_GROUPS, "", Json.write(document));
            return inTurn(locked, where -> gate.permit(
                                    where, order.caller, order.comment, order.overrideFreeze, order.overrideApproval)
                            .map(comment -> entry(order, comment, key, after))
                            .call(entry -> revisions.bump(where, List.of(change), entry)))
                    .flatMap(entries -> audit.append(entries.get(0)));
        });
    }

    private static AuditEntry entry(Order order, @Nullable String comment, String key, @Nullable String after) {
        return new AuditEntry(order.project, order.caller, "region-group.changed", key, comment, null, after);
    }

    private static <T> Uni<List<T>> inTurn(List<EnvironmentRef> all, Function<EnvironmentRef, Uni<T>> step) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList();
    }

    static List<String> list(String json) {
        return Arrays.asList(Json.read(json, String[].class));
    }
}
