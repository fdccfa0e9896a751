package dev.firstlight.server.release;

import dev.firstlight.server.plan.Approval;
import dev.firstlight.server.plan.Stage;
import dev.firstlight.server.policy.Frozen;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what a stage waits for. */
final class Waits {
    private Waits() {}

    static String words(Step step, Stage stage, Readings readings) {
        Signs signs = readings.signs();
        return switch (step) {
            case AWAITING_APPROVAL -> ": " + approval(stage, signs);
            case AWAITING_CHECK -> ": " + checks(stage, signs);
            case AWAITING_WINDOW -> window(stage, readings);
            case AWAITING_DEPLOYMENT -> ": " + undeployed(signs);
            case AWAITING_RELEASE ->
                ": release " + signs.older() + " moves the same metric in the same region, and is older";
            default -> "";
        };
    }

    private static String approval(Stage stage, Signs signs) {
        Approval approval = stage.gates().approval();
        String people = approval == null
                ? "there is no verdict, so somebody has to approve"
                : approval.count() + " × " + approval.role().name().toLowerCase(Locale.ROOT) + " must approve";
        return people + "; " + signs.approvals() + " did";
    }

    private static String checks(Stage stage, Signs signs) {
        return stage.gates().checks().stream()
                .filter(name -> !signs.succeeded(name))
                .map(name -> "check " + name
                        + (signs.checks().get(name) == CheckState.FAILURE ? " failed" : " has not succeeded yet"))
                .collect(Collectors.joining(", "));
    }

    private static String undeployed(Signs signs) {
        Undeployed undeployed = signs.undeployed();
        return undeployed == null ? "" : undeployed.words();
    }

    private static String window(Stage stage, Readings readings) {
        Frozen frozen = readings.signs().frozen();
        if (frozen != null) {
            return ": " + frozen.words();
        }
        Instant opens = stage.gates().opens(readings.now());
        return opens == null
                ? ": outside of the plan's hours"
                : ": the plan's hours begin at " + opens.truncatedTo(ChronoUnit.SECONDS);
    }
}
