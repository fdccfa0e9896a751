package dev.firstlight.server.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.FieldReader;
import dev.firstlight.server.policy.Window;
import dev.firstlight.server.policy.WindowJson;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A stage as JSON; what is not said gets a default. */
final class StageJson {
    private static final double RECEIPTS = 99;
    private static final int MOST_APPROVALS = 10;
    private static final int MOST_CHECKS = 20;
    private static final Duration NO_DATA_AFTER = Duration.ofMinutes(30);

    private StageJson() {}

    static Stage read(FieldReader json) {
        json.only(
                "name",
                "regions",
                "percent",
                "parallel",
                "warmUp",
                "bake",
                "minUnits",
                "receipts",
                "approval",
                "checks",
                "window",
                "onUndecided",
                "maxWait",
                "onNoData",
                "noDataAfter");
        List<String> regions = json.textsOr("regions", "all");
        double percent = json.number("percent", 0, 0.001, 100);
        return new Stage(
                json.text("name", (regions == null ? "everywhere" : String.join(", ", regions)) + " " + label(percent)),
                regions,
                percent,
                json.flag("parallel"),
                json.duration("warmUp", Duration.ZERO),
                json.duration("bake", Duration.ofHours(1)),
                gates(json),
                patience(json));
    }

    private static Gates gates(FieldReader json) {
        Window window = json.has("window") ? window(json.object("window")) : null;
        return new Gates(
                (long) json.number("minUnits", 0, 0, 1e12),
                json.isNull("receipts") ? null : json.number("receipts", RECEIPTS, 0, 100),
                json.has("approval") ? approval(json.object("approval")) : null,
                json.has("checks") ? json.texts("checks", MOST_CHECKS) : List.of(),
                window == null ? List.of() : List.of(window));
    }

    private static Approval approval(FieldReader json) {
        json.only("count", "role");
        return new Approval(
                (int) json.number("count", 1, 1, MOST_APPROVALS),
                Role.valueOf(json.oneOf("role", "approver", "releaser", "admin").toUpperCase(Locale.ROOT)));
    }

    private static @Nullable Window window(FieldReader json) {
        json.only("zone", "days", "from", "until");
        return WindowJson.weekly(json);
    }

    private static Patience patience(FieldReader json) {
        boolean rollsBack = json.oneOf("onNoData", "hold", "rollback").equals("rollback");
        Duration noData = json.duration("noDataAfter", NO_DATA_AFTER);
        return new Patience(
                json.has("maxWait") ? json.duration("maxWait", Duration.ZERO) : null,
                OnUndecided.valueOf(json.oneOf("onUndecided", "hold", "ask", "advance", "rollback")
                        .toUpperCase(Locale.ROOT)),
                rollsBack ? noData : null);
    }

    private static String label(double percent) {
        return (percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent)) + " %";
    }

    static void write(Stage stage, ObjectNode json) {
        json.put("name", stage.name());
        List<String> regions = stage.regions();
        if (regions == null) {
            json.put("regions", "all");
        } else {
            ArrayNode names = json.putArray("regions");
            regions.forEach(names::add);
        }
        json.put("percent", stage.percent());
        if (stage.parallel()) {
            json.put("parallel", true);
        }
        json.put("warmUp", stage.warmUp().toString());
        json.put("bake", stage.bake().toString());
        write(stage.gates(), json);
        write(stage.patience(), json);
    }

    private static void write(Gates gates, ObjectNode json) {
        json.put("minUnits", gates.minUnits());
        json.put("receipts", gates.receipts());
        Approval approval = gates.approval();
        if (approval != null) {
            json.putObject("approval")
                    .put("count", approval.count())
                    .put("role", approval.role().name().toLowerCase(Locale.ROOT));
        }
        if (!gates.checks().isEmpty()) {
            gates.checks().forEach(json.putArray("checks")::add);
        }
        gates.windows().forEach(window -> json.set("window", WindowJson.write(window)));
    }

    private static void write(Patience patience, ObjectNode json) {
        json.put("onUndecided", patience.onUndecided().name().toLowerCase(Locale.ROOT));
        Duration maxWait = patience.maxWait();
        if (maxWait != null) {
            json.put("maxWait", maxWait.toString());
        }
        Duration noData = patience.noData();
        if (noData != null) {
            json.put("onNoData", "rollback").put("noDataAfter", noData.toString());
        }
    }
}
