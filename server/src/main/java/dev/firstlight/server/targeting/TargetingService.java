package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.server.access.Budgets;
import dev.firstlight.server.access.Spending;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Idempotency;
import dev.firstlight.server.platform.IdempotencyRows;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.KeptAnswer;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What flags do in one environment: read and edited, one flag or several in one revision. */
@ApplicationScoped
class TargetingService {

    private static final String TAKEN = "23505";

    private final Environments environments;
    private final Lanes lanes;
    private final TargetingRepository targetings;
    private final IdempotencyRows answers;
    private final Foresights foresights;
    private final Budgets budgets;

    TargetingService(
            Environments environments,
            Lanes lanes,
            TargetingRepository targetings,
            IdempotencyRows answers,
            Foresights foresights,
            Budgets budgets) {
        this.environments = environments;
        this.lanes = lanes;
        this.targetings = targetings;
        this.answers = answers;
        this.foresights = foresights;
        this.budgets = budgets;
    }

    @WithSession
    Uni<KeptAnswer> get(String project, String environment, String flag) {
        return environments
                .require(project, environment)
                .flatMap(where -> targetings.require(where, flag))
                .map(Held::of)
                .map(held -> new KeptAnswer(200, EntityTag.of(held.version()), held.view()));
    }

    /** Edits one flag; answers with it as it then is. */
    Uni<KeptAnswer> edit(String project, String environment, FlagEdit edit, Options options) {
        return submit(project, environment, options, told -> draft -> {
            Edited edited = make(draft, edit, told);
            check(draft, List.of(edit));
            permit(draft, told);
            return new KeptAnswer(200, EntityTag.of(edited.after().version()), edited.view(told));
        });
    }

    /** Edits several flags in one revision: all of them or none. */
    Uni<KeptAnswer> editAll(String project, String environment, List<FlagEdit> edits, Options options) {
        return submit(project, environment, options, told -> draft -> {
            List<Edited> all = new ArrayList<>();
            edits.forEach(edit -> all.add(make(draft, edit, told)));
            check(draft, edits);
            permit(draft, told);
            ObjectNode view = Json.object();
            view.put(
                    "revision",
                    draft.isPending()
                            ? draft.where().revision() + 1
                            : draft.where().revision());
            if (told.dryRun()) {
                view.put("dryRun", true);
            }
            ArrayNode flags = view.putArray("flags");
            all.forEach(one -> flags.add(Json.object().put("flag", one.flag()).setAll(one.view(told))));
            return new KeptAnswer(200, null, view);
        });
    }

    private static Edited make(Draft draft, FlagEdit edit, Options options) {
        Held before = draft.requireFor(edit);
        try {
            ObjectNode edited = edit.step().apply(before.targeting());
            FlagSpec after = FlagDocument.withTargeting(before, edited);
            String action = draft.base().standing().action(options.intent(), "flag.changed");
            Held held = draft.change(edit.flag(), after, options.caller(), action, comment(draft, options));
            return new Edited(edit.flag(), before, held);
        } catch (Failure e) {
            throw e.told(edit.told());
        }
    }

    private static void check(Draft draft, List<FlagEdit> edits) {
        try {
            draft.check();
        } catch (Failure e) {
            throw e.told(entry -> Pointers.told(entry, edits));
        }
    }

    /** What changes nothing is always allowed. */
    private static void permit(Draft draft, Options options) {
        if (!options.dryRun()) {
            draft.permit(options.intent().in(draft.where()), options.paid());
        }
    }

    private static @Nullable String comment(Draft draft, Options options) {
        return draft.base().standing().told(options.intent(), options.comment());
    }

    private Uni<KeptAnswer> submit(
            String project, String environment, Options options, Function<Options, Edit<KeptAnswer>> edit) {
        if (options.dryRun()) {
            return lanes.submit(project, environment, draft -> foreseen(draft, edit.apply(options)))
                    .flatMap(foresights::told);
        }
        Idempotency.Key key = options.once();
        if (key == null) {
            return keep(project, environment, options, edit, null);
        }
        Once<KeptAnswer> once = new Once<>(key, KeptAnswer::text);
        return answers.find(key)
                .flatMap(kept -> kept != null
                        ? Uni.createFrom().item(kept)
                        : keep(project, environment, options, edit, once)
                                .onFailure(TargetingService::isTaken)
                                .recoverWithUni(() -> answers.find(key)));
    }

    /** Whoever has a budget pays before; what the edit takes of it is seen by making it for nothing first. */
    private Uni<KeptAnswer> keep(
            String project,
            String environment,
            Options options,
            Function<Options, Edit<KeptAnswer>> edit,
            @Nullable Once<KeptAnswer> once) {
        if (options.caller().budget() == null) {
            return lanes.submit(project, environment, edit.apply(options), once);
        }
        return lanes.submit(project, environment, draft -> priced(draft, edit.apply(options.dry())))
                .flatMap(price -> budgets.take(options.caller(), price.environmentId(), price.spending())
                        .flatMap(taken -> lanes.submit(
                                        project, environment, edit.apply(options.paid(price.spending())), once)
                                .onFailure(e -> e instanceof Failure || isTaken(e))
                                .call(() -> budgets.giveBack(taken))));
    }

    private record Price(long environmentId, Spending spending) {}

    private static Price priced(Draft draft, Edit<KeptAnswer> edit) {
        edit.apply(draft);
        Price price = new Price(draft.where().id(), draft.spending());
        draft.refuse();
        return price;
    }

    private static Foresights.Foreseen foreseen(Draft draft, Edit<KeptAnswer> edit) {
        KeptAnswer answer = edit.apply(draft);
        Foresight foresight = draft.foresight();
        draft.refuse();
        return new Foresights.Foreseen(answer, foresight);
    }

    /** Somebody has sent the same request at the same time, and that one is done. */
    private static boolean isTaken(@Nullable Throwable e) {
        return e instanceof PgException pg && TAKEN.equals(pg.getSqlState());
    }
}
