package dev.firstlight;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which room may use which; and for each rule, that it finds the violation planted for it. */
class ArchitectureTest {

    private static final String ROOT = "dev.firstlight";
    private static final String PLANTED = ROOT + ".planted";

    private static final JavaClasses SDK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** The JDK's own packages are listed, so that java.net.http and the like are there only where they should be. */
    private static final List<String> PLAIN =
            List.of("java.lang", "java.util", "java.time", "org.jspecify.annotations");

    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            entry("core", List.of("com.google.re2j", "java.nio.charset", "java.security")),
            entry(
                    "wire",
                    List.of(
                            "core",
                            "com.fasterxml.jackson",
                            "java.io",
                            "java.nio.charset",
                            "java.security",
                            "java.math")),
            entry(
                    "source",
                    List.of(
                            "core",
                            "wire",
                            "com.fasterxml.jackson.databind",
                            "java.io",
                            "java.net",
                            "java.nio",
                            "java.security")),
            // Bodies of java.net.http come in java.nio's buffers.
            entry("telemetry", List.of("core", "wire", "java.io", "java.net", "java.nio")),
            entry(
                    "client",
                    List.of(
                            "core",
                            "source",
                            "telemetry",
                            "java.io",
                            "java.net",
                            "java.nio.charset",
                            "java.nio.file",
                            "java.security",
                            "javax.net.ssl")),
            entry("openfeature", List.of("client", "core", "dev.openfeature.sdk")),
            entry("config", List.of("client", "core", "org.eclipse.microprofile.config")),
            entry("testing", List.of("client", "core", "wire", "java.io", "com.fasterxml.jackson", "org.junit")),
            entry("rest", List.of("client", "java.io", "jakarta.ws.rs")),
            entry("servlet", List.of("client", "java.io", "jakarta.servlet")),
            entry("micrometer", List.of("client", "telemetry", "io.micrometer.core.instrument")),
            entry("opentelemetry", List.of("dev.openfeature.sdk", "io.opentelemetry.api")));

    private static List<String> rooms() {
        return ALLOWED.keySet().stream().sorted().toList();
    }

    @Test
    void knowsEveryRoom() {
        assertThat(SDK.stream()
                        .map(type -> type.getPackageName().substring(ROOT.length() + 1))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(rooms());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void usesOnlyWhatItMay(String room) {
        rule(ROOT, room).check(SDK);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void bites(String room) {
        JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);
        assertThat(rule(PLANTED, room).evaluate(planted).hasViolation()).isTrue();
    }

    @Test
    void hasNoCyclesBetweenRooms() {
        cycles(ROOT).check(SDK);
        JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);
        assertThat(cycles(PLANTED).evaluate(planted).hasViolation()).isTrue();
    }

    /** Clocks jump: what orders or waits goes by revisions, serials and {@link System#nanoTime}. */
    @Test
    void asksNoClockWhatTimeItIs() {
        clocks(ROOT).check(SDK);
        JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);
        assertThat(clocks(PLANTED).evaluate(planted).hasViolation()).isTrue();
    }

    private static ArchRule clocks(String root) {
        DescribedPredicate<JavaAccess<?>> asks = describe("ask what time it is", access -> {
            String asked = access.getTargetOwner().getName() + '.' + access.getName();
            return asked.matches("java[.]time[.].*[.](now|system.*)")
                    || asked.matches("java[.]lang[.]System[.]currentTimeMillis")
                    || asked.matches("java[.]util[.](Date[.]<init>|.*Calendar[.]getInstance)");
        });
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                // A receipt says since when a revision is served, for people; the clock for that comes from here.
                .haveNameNotMatching(root + "[.](client[.]FlagClientBuilder|telemetry[.]TelemetryConfig)")
                .should()
                .accessTargetWhere(asks);
    }

    private static ArchRule cycles(String root) {
        return SlicesRuleDefinition.slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private static ArchRule rule(String root, String room) {
        List<String> allowed = new ArrayList<>(PLAIN);
        allowed.add(root + '.' + room);
        for (String name : ALLOWED.getOrDefault(room, List.of())) {
            allowed.add(name.contains(".") ? name : root + '.' + name);
        }
        return classes()
                .that()
                .resideInAPackage(root + '.' + room)
                .should()
                .onlyDependOnClassesThat(describe("lie in " + allowed, type -> lies(type, allowed)));
    }

    private static boolean lies(JavaClass type, List<String> allowed) {
        String name = type.getBaseComponentType().getFullName();
        return type.getBaseComponentType().isPrimitive()
                || allowed.stream().anyMatch(each -> name.equals(each) || name.startsWith(each + "."));
    }
}
