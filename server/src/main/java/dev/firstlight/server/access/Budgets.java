package dev.firstlight.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What tokens have left of their budgets. It is taken before an edit is made and given back where that was refused: whatever
 * happens between, a token never moves more than it may.
 */
@ApplicationScoped
public class Budgets {

    private static final String DAY = "at > clock_timestamp() - interval '24 hours'";

    /** One budget is spent by one request at a time. */
    private static final String LOCK = "SELECT id FROM api_token WHERE id = ?1 FOR UPDATE";

    private static final String SPENT = "SELECT environment_id, CAST(shares AS text), CAST(steps AS text)"
            + " FROM token_spending WHERE token_id = ?1 AND " + DAY;

    private static final String TAKE = "INSERT INTO token_spending (id, token_id, environment_id, shares, steps) VALUES"
            + " (?1, ?2, ?3, CAST(CAST(?4 AS text) AS jsonb), CAST(CAST(?5 AS text) AS jsonb))";

    private static final String FORGET = "DELETE FROM token_spending WHERE token_id = ?1 AND NOT (" + DAY + ")";

    /**
     * Takes of a token's budget what an edit will move. The way back, from what the token made within a day to what was there
     * before, costs nothing.
     *
     * @param caller one with a budget
     * @param environmentId where the edit is made
     * @return the name of what was taken, to give it back
     * @throws Failure 403 where not as much is left, with what the budget is
     */
    @WithTransaction
    public Uni<String> take(Caller caller, long environmentId, Spending wanted) {
        Budget budget = Objects.requireNonNull(caller.budget());
        String token = token(caller);
        return Panache.getSession().flatMap(session -> session.createNativeQuery(LOCK, String.class)
                .setParameter(1, token)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() -> Failure.of(Failure.Kind.UNAUTHENTICATED, "This token was revoked."))
                .chain(() -> session.createNativeQuery(SPENT, Object[].class)
                        .setParameter(1, token)
                        .getResultList())
                .map(rows -> priced(rows, environmentId, wanted, budget))
                .call(() ->
                        session.createNativeQuery(FORGET).setParameter(1, token).executeUpdate())
                .flatMap(priced -> {
                    String id = Ids.next();
                    return session.createNativeQuery(TAKE)
                            .setParameter(1, id)
                            .setParameter(2, token)
                            .setParameter(3, environmentId)
                            .setParameter(4, Json.write(priced.shares()))
                            .setParameter(5, Json.write(priced.steps()))
                            .executeUpdate()
                            .replaceWith(id);
                }));
    }

    /** Gives back what was taken for an edit that was not made. */
    @WithTransaction
    public Uni<Void> giveBack(String taken) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("DELETE FROM token_spending WHERE id = ?1")
                        .setParameter(1, taken)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Spending priced(List<Object[]> rows, long environmentId, Spending wanted, Budget budget) {
        Map<String, Set<String>> before = new HashMap<>();
        Map<String, Set<String>> after = new HashMap<>();
        Map<String, Double> here = new TreeMap<>();
        Map<String, Double> anywhere = new TreeMap<>();
        for (Object[] row : rows) {
            Spending spent = read((String) row[1], (String) row[2]);
            spent.shares().keySet().forEach(region -> anywhere.put(region, 0.0));
            if (((Number) row[0]).longValue() == environmentId) {
                spent.shares().forEach((region, share) -> here.merge(region, share, Double::sum));
                spent.steps().forEach((flag, step) -> {
                    before.computeIfAbsent(flag, key -> new HashSet<>()).add(step.from());
                    after.computeIfAbsent(flag, key -> new HashSet<>()).add(step.to());
                });
            }
        }
        boolean back = wanted.steps().entrySet().stream()
                .allMatch(one -> after.getOrDefault(one.getKey(), Set.of())
                                .contains(one.getValue().from())
                        && before.getOrDefault(one.getKey(), Set.of())
                                .contains(one.getValue().to()));
        if (back) {
            return new Spending(Map.of(), Map.of());
        }
        Map<String, Double> spent = new TreeMap<>(anywhere);
        spent.putAll(here);
        String tooMuch = wanted.and(spent).tooMuchFor(budget);
        if (tooMuch != null) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "This token may give " + Spending.percent(budget.share()) + " of the units of a region another"
                            + " variant within 24 hours, in at most " + budget.regions()
                            + (budget.regions() == 1 ? " region" : " regions")
                            + "; with this edit it would be " + tooMuch
                            + ". What is more than a split's shares counts as everybody, in all regions.");
        }
        return wanted;
    }

    private static Spending read(String shares, String steps) {
        Map<String, Double> byRegion = new TreeMap<>();
        Json.read(shares)
                .properties()
                .forEach(one -> byRegion.put(one.getKey(), one.getValue().asDouble()));
        Map<String, Spending.Step> byFlag = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : ((ObjectNode) Json.read(steps)).properties()) {
            byFlag.put(
                    one.getKey(),
                    new Spending.Step(
                            one.getValue().path("from").asText(),
                            one.getValue().path("to").asText()));
        }
        return new Spending(byRegion, byFlag);
    }

    private static String token(Caller caller) {
        return caller.id().substring("token:".length());
    }
}
