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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The regions of a project and their groups. */
@ApplicationScoped
public class Regions {

    private final Environments environments;
    private final Revisions revisions;
    private final Audit audit;

    Regions(Environments environments, Revisions revisions, Audit audit) {
        this.environments = environments;
        this.revisions = revisions;
        this.audit = audit;
    }

    record RegionView(
            String key,
            String name,
            List<String> countries,
            @Nullable Double latitude,
            @Nullable Double longitude) {}

    record GroupView(String key, List<String> regions) {}

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

    @WithTransaction
    Uni<RegionView> put(Caller caller, String project, RegionView region) {
        Ids.requireKey(region.key(), "");
        RegionEntity entity = RegionEntity.of(project, region);
        return environments
                .list(project)
                .chain(() -> Panache.getSession().flatMap(session -> session.merge(entity)))
                .chain(() -> audit.append(new AuditEntry(
                        project, caller, "region.changed", region.key(), null, null, Json.write(region))))
                .replaceWith(region);
    }

    @WithTransaction
    Uni<GroupView> putGroup(Caller caller, String project, GroupView group) {
        Ids.requireKey(group.key(), "");
        return all(project).flatMap(all -> {
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
            return Panache.getSession()
                    .flatMap(session ->
                            session.merge(RegionGroupEntity.of(project, group)).chain(session::flush))
                    .chain(() -> publishGroups(caller, project, group.key(), Json.write(group)))
                    .replaceWith(group);
        });
    }

    @WithTransaction
    Uni<Void> deleteGroup(Caller caller, String project, String key) {
        return Panache.getSession()
                .flatMap(session -> session.find(RegionGroupEntity.class, new RegionKey(project, key))
                        .onItem()
                        .ifNull()
                        .failWith(() -> Failure.unknown("region group", key))
                        .flatMap(session::remove)
                        .chain(session::flush))
                .chain(() -> publishGroups(caller, project, key, null));
    }

    /** Groups are part of every environment's ruleset. */
    private Uni<Void> publishGroups(Caller caller, String project, String key, @Nullable String after) {
        return groups(project).flatMap(groups -> {
            ObjectNode document = Json.object();
            groups.forEach((name, regions) -> {
                var list = document.putArray(name);
                regions.forEach(list::add);
            });
            Change change = new Change(Change.Kind.REGION_GROUPS, "", Json.write(document));
            AuditEntry entry = new AuditEntry(project, caller, "region-group.changed", key, null, null, after);
            return environments
                    .list(project)
                    .flatMap(all -> Multi.createFrom()
                            .iterable(all)
                            .onItem()
                            .transformToUniAndConcatenate(
                                    environment -> revisions.bump(environment, List.of(change), entry))
                            .collect()
                            .asList())
                    .chain(() -> audit.append(entry));
        });
    }

    static List<String> list(String json) {
        return Arrays.asList(Json.read(json, String[].class));
    }
}
