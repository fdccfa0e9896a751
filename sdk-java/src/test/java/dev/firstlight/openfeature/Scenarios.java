package dev.firstlight.openfeature;

import io.cucumber.gherkin.GherkinParser;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.Pickle;
import io.cucumber.messages.types.PickleStep;
import io.cucumber.messages.types.PickleTableCell;
import io.cucumber.messages.types.PickleTableRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenFeature's scenarios, step by step. */
final class Scenarios {

    /** What a step does, given what its pattern captured and the rows of its table. */
    interface Action {
        void run(List<String> captured, List<List<String>> table) throws Exception;
    }

    private Scenarios() {}

    static List<Pickle> of(String name, String feature) {
        return GherkinParser.builder()
                .includeSource(false)
                .includeGherkinDocument(false)
                .build()
                .parse(name, feature.getBytes(StandardCharsets.UTF_8))
                .map(Envelope::getPickle)
                .flatMap(Optional::stream)
                .toList();
    }

    static void run(Pickle scenario, Map<Pattern, Action> steps) throws Exception {
        for (PickleStep step : scenario.getSteps()) {
            boolean known = false;
            for (Map.Entry<Pattern, Action> each : steps.entrySet()) {
                Matcher match = each.getKey().matcher(step.getText());
                if (match.matches()) {
                    known = true;
                    each.getValue().run(captured(match), table(step));
                    break;
                }
            }
            if (!known) {
                throw new AssertionError("nobody knows how to do: " + step.getText());
            }
        }
    }

    private static List<String> captured(Matcher match) {
        return java.util.stream.IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .toList();
    }

    private static List<List<String>> table(PickleStep step) {
        return step.getArgument()
                .flatMap(argument -> argument.getDataTable())
                .map(table -> table.getRows().stream()
                        .map(PickleTableRow::getCells)
                        .map(cells ->
                                cells.stream().map(PickleTableCell::getValue).toList())
                        .toList())
                .orElse(List.of());
    }
}
