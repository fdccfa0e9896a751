package dev.firstlight.server.exchange.unleash;

import dev.firstlight.core.Condition;
import dev.firstlight.core.Problem;
import dev.firstlight.server.exchange.Refused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A condition as Unleash says it: strategies of which any holds, each of terms that all hold. No alternative at all holds
 * for nobody, one without terms for everybody.
 */
final class Alternatives {

    private static final int MOST = 64;

    private final AudienceExport audiences;
    private final ConstraintExport constraints;

    Alternatives(AudienceExport audiences, ConstraintExport constraints) {
        this.audiences = audiences;
        this.constraints = constraints;
    }

    List<List<Term>> of(Condition condition, String pointer) {
        return of(condition, pointer, true);
    }

    private List<List<Term>> of(Condition condition, String pointer, boolean holds) {
        if (condition instanceof Condition.All all) {
            return joined(all.conditions(), pointer + "/all", holds, holds);
        }
        if (condition instanceof Condition.Any any) {
            Term rollout = holds ? constraints.defaultRollout(any, pointer) : null;
            return rollout == null
                    ? joined(any.conditions(), pointer + "/any", holds, !holds)
                    : List.of(List.of(rollout));
        }
        if (condition instanceof Condition.Not not) {
            return of(not.condition(), pointer + "/not", !holds);
        }
        if (condition instanceof Condition.InSegment in) {
            Term named = holds ? audiences.named(in.segment(), this) : null;
            return named != null
                    ? List.of(List.of(named))
                    : audiences.within(in.segment(), pointer + "/segment", (written, at) -> of(written, at, holds));
        }
        if (condition instanceof Condition.InBucket in) {
            Term bucket = constraints.bucket(in, pointer + "/bucket");
            return List.of(List.of(holds ? bucket : bucket.inverted()));
        }
        if (condition instanceof Condition.Leaf leaf) {
            List<Term> any = constraints.leaf(leaf, pointer);
            return holds
                    ? any.stream().map(List::of).toList()
                    : List.of(any.stream().map(Term::inverted).toList());
        }
        throw new Refused(pointer, ((Condition.Unknown) condition).detail());
    }

    /** All of some conditions, or any; where they must not hold it is the other way round. */
    private List<List<Term>> joined(List<Condition> conditions, String pointer, boolean holds, boolean all) {
        List<List<Term>> joined = new ArrayList<>();
        if (all) {
            joined.add(List.of());
        }
        for (int i = 0; i < conditions.size(); i++) {
            List<List<Term>> one = of(conditions.get(i), Problem.at(pointer, i), holds);
            if (all) {
                joined = product(joined, one, pointer);
            } else {
                joined.addAll(one);
                requireFew(joined, pointer);
            }
        }
        return joined;
    }

    /** What is in one of each. */
    static List<List<Term>> product(List<List<Term>> left, List<List<Term>> right, String pointer) {
        List<List<Term>> product = new ArrayList<>();
        for (List<Term> one : left) {
            for (List<Term> other : right) {
                Set<Term> terms = new LinkedHashSet<>(one);
                terms.addAll(other);
                product.add(List.copyOf(terms));
                requireFew(product, pointer);
            }
        }
        return product;
    }

    private static void requireFew(List<?> alternatives, String pointer) {
        if (alternatives.size() > MOST) {
            throw new Refused(
                    pointer,
                    "Written out for Unleash this would be more than " + MOST + " strategies; make it simpler.");
        }
    }
}
