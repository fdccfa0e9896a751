package dev.firstlight.server.release;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.ReleaseSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.plan.SplitPlan;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.targeting.Targetings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Makes a flag serve what a release wants, by the same edit that people make. A release owns the default that it wrote
 * and nothing else; what others changed meanwhile stays.
 */
@ApplicationScoped
class Serving {
    private final Targetings flags;
    private final Revisions revisions;

    Serving(Targetings flags, Revisions revisions) {
        this.flags = flags;
        this.revisions = revisions;
    }

    /**
     * What an edit led to.
     *
     * @param conflict somebody else had changed the default since the release wrote it
     */
    record Moved(long revision, boolean conflict) {}

    /** The variant that the flag serves now and that the treatment is compared with; refused where there is none. */
    Uni<String> control(EnvironmentRef environment, String flag, String treatment) {
        return find(environment, flag).map(spec -> control(spec, flag, treatment));
    }

    /** Writes what the release's state and stage ask for; it has been taken there by the order's decision. */
    Uni<Moved> move(EnvironmentRef environment, ReleaseEntity release, Progress before, Transitions.Order order) {
        return find(environment, release.flag).flatMap(spec -> {
            boolean conflict = !spec.defaultServe().equals(served(release, before));
            if (conflict && before.state().ahead()) {
                throw Failure.of(
                        Failure.Kind.CONFLICT,
                        "\"" + release.flag + "\" no longer serves \"" + release.control
                                + "\" by default; make a new release from what it serves now.");
            }
            return write(environment, release, order, spec, conflict);
        });
    }

    /** The flag as nobody else can change it until the transaction ends: what is read here is what is written over. */
    private Uni<FlagSpec> find(EnvironmentRef environment, String flag) {
        return revisions
                .lock(environment)
                .chain(() -> flags.require(environment, flag))
                .map(Targetings.State::spec);
    }

    private Uni<Moved> write(
            EnvironmentRef environment,
            ReleaseEntity release,
            Transitions.Order order,
            FlagSpec spec,
            boolean conflict) {
        Progress next = order.decision().next();
        @Nullable
        ReleaseSpec running = next.state().live() && !conflict
                ? release.standing()
                        .spec(
                                release.id,
                                release.stage,
                                release.treatment,
                                release.control,
                                release.plan().metrics())
                : null;
        return flags.applyRelease(
                        environment,
                        release.flag,
                        conflict ? otherwise(release, order.decision(), spec) : served(release, next),
                        running,
                        order.actor(),
                        "release." + order.kind().word(),
                        order.sentence())
                .map(applied -> new Moved(applied.revision(), conflict));
    }

    /** Where somebody else changed the default: a rollback goes to the control, anything else leaves it alone. */
    private static Serve otherwise(ReleaseEntity release, Decision decision, FlagSpec spec) {
        return decision.kind() == Decision.Kind.ROLL_BACK ? new Serve.Variant(release.control) : spec.defaultServe();
    }

    /** What the default is, if only the release wrote it, while it stands so. */
    private static Serve served(ReleaseEntity release, Progress progress) {
        return switch (progress.state()) {
            case RUNNING, PAUSED -> {
                SplitPlan standing = release.split().without(progress.out());
                yield standing.serve(progress.stage(), release.treatment, release.control);
            }
            case COMPLETED -> new Serve.Variant(release.treatment);
            case DRAFT, SCHEDULED, ROLLED_BACK, ABORTED -> new Serve.Variant(release.control);
        };
    }

    private static String control(FlagSpec spec, String flag, String treatment) {
        if (!spec.variants().containsKey(treatment)) {
            throw Failure.invalid(
                    "/treatment",
                    "\"" + flag + "\" has no variant \"" + treatment + "\". It has "
                            + String.join(", ", spec.variants().keySet()) + ".");
        }
        if (!spec.enabled()) {
            throw Failure.of(
                    Failure.Kind.CONFLICT, "\"" + flag + "\" is off here, so nobody would get it; turn it on first.");
        }
        if (!(spec.defaultServe() instanceof Serve.Variant now)) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "\"" + flag
                            + "\" serves several variants by default; make it serve one, which becomes the control.");
        }
        if (now.variant().equals(treatment)) {
            throw Failure.of(
                    Failure.Kind.CONFLICT, "\"" + flag + "\" serves \"" + treatment + "\" by default already.");
        }
        return now.variant();
    }
}
