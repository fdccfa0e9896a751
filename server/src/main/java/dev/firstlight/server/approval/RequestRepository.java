package dev.firstlight.server.approval;

import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Failure;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Change requests and what happened to them; in the caller's session. */
@ApplicationScoped
class RequestRepository implements PanacheRepositoryBase<RequestEntity, String> {

    private static final String WAITS_FOR = " and r.state = :open and r.authorPerson <> :person and not exists"
            + " (select 1 from EventEntity e where e.id.requestId = r.id and e.kind = :approved and e.round = r.round"
            + " and e.person = :person)";

    /** The request, or 404. */
    Uni<RequestEntity> require(EnvironmentRef where, String id) {
        return findById(id)
                .map(found -> found != null && found.environmentId == where.id() ? found : null)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("change request", id));
    }

    /**
     * Those of an environment, the latest first.
     *
     * @param below an id that all are below; empty for none
     * @param state null for all
     * @param person whose approval they wait for; null for anybody's
     */
    Uni<List<RequestEntity>> list(
            EnvironmentRef where, String below, int most, @Nullable State state, @Nullable String person) {
        Parameters values = Parameters.with("environment", where.id()).and("below", below);
        StringBuilder query = new StringBuilder(
                "from RequestEntity r where r.environmentId = :environment and (:below = '' or r.id < :below)");
        if (state != null) {
            query.append(" and r.state = :state");
            values.and("state", state);
        }
        if (person != null) {
            query.append(WAITS_FOR);
            values.and("open", State.OPEN).and("person", person).and("approved", Happening.APPROVED);
        }
        return find(query.append(" order by r.id desc").toString(), values)
                .range(0, most - 1)
                .list();
    }

    /** What happened to some requests, by request and in order. */
    Uni<Map<String, List<EventEntity>>> events(List<String> ids) {
        Map<String, List<EventEntity>> events = new LinkedHashMap<>();
        ids.forEach(id -> events.put(id, new ArrayList<>()));
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "from EventEntity e where e.id.requestId in ?1 order by e.id.requestId, e.id.seq",
                                EventEntity.class)
                        .setParameter(1, ids)
                        .getResultList())
                .map(found -> {
                    found.forEach(one -> events.computeIfAbsent(one.id.requestId(), id -> new ArrayList<>())
                            .add(one));
                    return events;
                });
    }

    Uni<Void> add(EventEntity event) {
        return Panache.getSession().flatMap(session -> session.persist(event).chain(session::flush));
    }
}
