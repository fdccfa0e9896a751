package dev.firstlight.server.metric;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firstlight.server.platform.Problem;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of Prometheus: a pair of counters for each arm and region, or one value with a limit. Queries name
 * {@code {{region}}}, {@code {{variant}}}, {@code {{arm}}} and {@code {{flag}}} where those belong.
 *
 * @param bad a counter of what should not happen, or of what should where lower is worse
 * @param total a counter of all that could
 * @param query one value
 * @param op how a value that breaches stands to the limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PrometheusQuery")
public record PrometheusQuery(
        @Nullable @Size(min = 1, max = 2_000) String bad,
        @Nullable @Size(min = 1, max = 2_000) String total,
        @Nullable @Size(min = 1, max = 2_000) String query,

        @Nullable @Pattern(regexp = ">|>=|<|<=", message = "A limit is compared by >, >=, < or <=.")
        String op,

        @Nullable Double limit) {

    private static final java.util.regex.Pattern PLACEHOLDER = java.util.regex.Pattern.compile("\\{\\{([^{}]*)}}");
    private static final Set<String> KNOWN = Set.of("region", "variant", "arm", "flag");

    /** Whether it is one value with a limit. */
    @JsonIgnore
    public boolean isThreshold() {
        return query != null;
    }

    /** Whether a value breaches the limit; only of a threshold. */
    boolean breaches(double value) {
        double bound = Objects.requireNonNull(limit);
        return switch (Objects.requireNonNull(op)) {
            case ">" -> value > bound;
            case ">=" -> value >= bound;
            case "<" -> value < bound;
            default -> value <= bound;
        };
    }

    /** What is wrong with it. */
    List<Problem.Entry> problems() {
        List<Problem.Entry> problems = new ArrayList<>();
        boolean counters = bad != null && total != null && query == null && op == null && limit == null;
        boolean threshold = query != null && op != null && limit != null && bad == null && total == null;
        if (!counters && !threshold) {
            problems.add(new Problem.Entry(
                    "/prometheus", "Send \"bad\" and \"total\", or \"query\", \"op\" and \"limit\"; not both."));
            return problems;
        }
        if (limit != null && !Double.isFinite(limit)) {
            problems.add(new Problem.Entry("/prometheus/limit", "A limit is a finite number."));
        }
        check("bad", bad, problems);
        check("total", total, problems);
        check("query", query, problems);
        return problems;
    }

    private static void check(String field, @Nullable String promQl, List<Problem.Entry> problems) {
        if (promQl == null) {
            return;
        }
        Set<String> named = new java.util.HashSet<>();
        Matcher found = PLACEHOLDER.matcher(promQl);
        while (found.find()) {
            named.add(found.group(1));
        }
        for (String name : named) {
            if (!KNOWN.contains(name)) {
                problems.add(new Problem.Entry(
                        "/prometheus/" + field,
                        "There is no {{" + name + "}}; there are {{region}}, {{variant}}, {{arm}} and {{flag}}."));
            }
        }
        if (field.equals("query")) {
            return;
        }
        if (!named.contains("region") || !(named.contains("variant") || named.contains("arm"))) {
            problems.add(new Problem.Entry(
                    "/prometheus/" + field,
                    "A counter is asked for by region and by arm: name {{region}}, and {{variant}} or {{arm}}."));
        }
    }
}
