package dev.firstlight.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * All patterns that stand in our code, held against texts that were made to be read for ever: each reads a text a few
 * times and no more, and none descends into it until the stack is at its end. Counted, so that no clock has a say.
 */
class PatternsTest {

    private static final int LENGTH = 4_000;
    private static final int STACK = 256 * 1024;
    private static final int READS_PER_CHARACTER = 30;
    private static final int DIRECT = 2_000;

    /** What is looked for anywhere in a text, of which there are at most so many characters. */
    private static final Map<String, Integer> SEARCHED = Map.of(
            "FlagQuery.TERM", 500, "PrometheusQuery.PLACEHOLDER", DIRECT, "AttributeReference.NOT_AN_ESCAPE", LENGTH);

    private static final List<String> BEGINNINGS = List.of(
            "",
            "a",
            "1",
            "v1.",
            "a/a",
            "a/a;",
            "properties[",
            "-",
            "^(",
            "^(?:",
            "a@",
            "\"",
            "{{",
            "1-",
            "1.1.1-",
            "fle_");

    private static final List<String> MIDDLES = List.of(
            "0", "1", "a", "A", " ", "\n", ".", "-", "+", "/", ";", ",", "\"", "~", "{{", "a|", ".a", ".1", "-a",
            ",a/a", "a:", "a a", "1,", ", ", "é", "()");

    private static final List<String> ENDS = List.of("", "!", "\n", "\0x", ",", "]");

    private static final List<String> TEXTS = texts();

    private static final class Counted implements CharSequence {
        private final String text;
        private long reads;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++reads > (long) READS_PER_CHARACTER * (text.length() + 10)) {
                throw new IllegalStateException("reads it again and again");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private interface Look {
        void run() throws Exception;
    }

    /** With little of a stack, as a thread of a server may have left when it comes to a pattern. */
    private static void onASmallStack(Look look) throws InterruptedException {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        look.run();
                    } catch (Exception | AssertionError e) {
                        thrown.set(e);
                    }
                },
                "small",
                STACK);
        thread.start();
        thread.join();
        assertThat(thrown.get()).isNull();
    }

    @Test
    void noneTakesLong() throws Exception {
        onASmallStack(PatternsTest::lookAtOurs);
    }

    private static void lookAtOurs() throws Exception {
        Map<String, Pattern> all = ours();
        assertThat(all).containsKeys("RouteGate.ACCEPT", "FrontendContext.NUMBER", "FlagQuery.TERM");
        List<String> bad = new ArrayList<>();
        for (Map.Entry<String, Pattern> each : all.entrySet()) {
            int searched = SEARCHED.getOrDefault(each.getKey(), 0);
            TEXTS.stream()
                    .filter(text -> !wrong(each.getValue(), text, searched).isEmpty())
                    .findFirst()
                    .ifPresent(text -> bad.add(each.getKey() + " on " + text.substring(0, 20) + "…: "
                            + wrong(each.getValue(), text, searched)));
        }
        assertThat(bad).isEmpty();
    }

    /** The test itself: patterns that are known to take for ever are told from those that do not. */
    @Test
    void theKnownOnesAreFound() throws Exception {
        onASmallStack(PatternsTest::lookAtKnownOnes);
    }

    private static void lookAtKnownOnes() {
        for (String known : List.of("(a+)+\\1b", "[0-9]+\\.?[0-9]*", "(.*a){25}b", "(a|b)*c", "\\s*\\s*,")) {
            Pattern pattern = Pattern.compile(known);
            assertThat(TEXTS).anyMatch(text -> !wrong(pattern, text, 0).isEmpty());
        }
    }

    /** What is wrong when a text is matched, and so many characters of it searched; nothing where nothing is. */
    private static String wrong(Pattern pattern, String text, int searched) {
        try {
            pattern.matcher(new Counted(text)).matches();
            Matcher matcher = pattern.matcher(new Counted(text.substring(0, Math.min(text.length(), searched))));
            while (searched > 0 && matcher.find()) {
                assertThat(matcher.end()).isNotNegative();
            }
            return "";
        } catch (IllegalStateException e) {
            return "reads it again and again";
        } catch (StackOverflowError e) {
            return "descends too deep";
        }
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String beginning : BEGINNINGS) {
            for (String middle : MIDDLES) {
                String whole = beginning + middle.repeat(LENGTH / middle.length());
                ENDS.forEach(end -> texts.add(whole + end));
            }
        }
        return texts;
    }

    private static Map<String, Pattern> ours() throws Exception {
        Map<String, Pattern> found = new TreeMap<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.firstlight.server", "dev.firstlight.core", "dev.firstlight.wire")) {
            for (JavaField field : each.getFields()) {
                if (field.getRawType().isEquivalentTo(Pattern.class)
                        && field.getModifiers().contains(JavaModifier.STATIC)) {
                    Field real = Class.forName(each.getName()).getDeclaredField(field.getName());
                    real.setAccessible(true);
                    found.put(each.getSimpleName() + "." + field.getName(), (Pattern) real.get(null));
                }
            }
        }
        return found;
    }
}
