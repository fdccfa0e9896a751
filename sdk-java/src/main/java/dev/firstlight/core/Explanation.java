package dev.firstlight.core;

import java.util.List;

/**
 * An evaluation together with how it came about.
 *
 * @param evaluation what {@link Evaluator#evaluate} answers for the same input
 * @param steps in the order taken, ending with the step that decided
 */
public record Explanation(Evaluation evaluation, List<Step> steps) {

    /**
     * One step of an evaluation.
     *
     * @param step what was looked at: {@code enabled}, {@code prerequisite}, {@code target}, {@code rule},
     *     {@code condition}, {@code segment}, {@code bucket}, {@code serve}
     * @param detail a sentence with the operand that was seen
     * @param outcome what came of it, such as {@code true} or the variant served
     */
    public record Step(String step, String detail, String outcome) {}
}
