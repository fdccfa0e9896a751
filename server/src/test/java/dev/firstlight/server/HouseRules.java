package dev.firstlight.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which room may use which, and what the pure classes keep away from. */
final class HouseRules {

    /** Each room and the rooms it may use, besides platform; {@code core} and {@code wire} are the SDK's. */
    static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry("ofrep", Set.of("clientaccess", "ruleset", "environment", "access", "core", "wire")),
            Map.entry(
                    "unleash",
                    Set.of("exchange", "clientaccess", "ruleset", "metric", "environment", "access", "core", "wire")),
            Map.entry("flagd", Set.of("exchange", "ruleset", "access", "core", "wire")),
            Map.entry("client", Set.of("clientaccess", "ruleset", "metric", "environment", "access", "core", "wire")),
            Map.entry("clientaccess", Set.of("environment", "audit", "access", "core", "wire")),
            Map.entry("delivery", Set.of("ruleset", "access", "wire")),
            Map.entry(
                    "exchange",
                    Set.of("flag", "targeting", "segment", "environment", "audit", "access", "core", "wire")),
            Map.entry("ruleset", Set.of("segment", "environment", "core", "wire")),
            Map.entry(
                    "release",
                    Set.of(
                            "plan",
                            "deployment",
                            "guard",
                            "targeting",
                            "policy",
                            "environment",
                            "audit",
                            "access",
                            "core")),
            Map.entry("deployment", Set.of("environment", "audit", "access")),
            Map.entry("plan", Set.of("guard", "policy", "environment", "audit", "access", "core", "wire")),
            Map.entry("guard", Set.of("metric", "environment", "audit", "access")),
            Map.entry("relay", Set.of("delivery", "ruleset", "access", "core", "wire", "source")),
            Map.entry("otlp", Set.of("metric", "access")),
            Map.entry("metric", Set.of("sample", "environment", "audit", "access", "wire")),
            Map.entry("sample", Set.of("environment", "audit", "access", "core", "wire")),
            Map.entry("webhook", Set.of("environment", "audit", "access", "secret")),
            Map.entry("schedule", Set.of("targeting", "policy", "environment", "audit", "access")),
            Map.entry("approval", Set.of("targeting", "segment", "policy", "environment", "audit", "access", "core")),
            Map.entry("lifecycle", Set.of("metric", "environment", "audit", "access")),
            Map.entry(
                    "flag",
                    Set.of(
                            "lifecycle",
                            "metric",
                            "targeting",
                            "segment",
                            "policy",
                            "environment",
                            "audit",
                            "access",
                            "core",
                            "wire")),
            Map.entry("manifest", Set.of("flag", "targeting", "environment", "access", "core", "wire")),
            Map.entry("flagtest", Set.of("core", "wire")),
            Map.entry(
                    "targeting",
                    Set.of(
                            "flagtest",
                            "sample",
                            "segment",
                            "policy",
                            "environment",
                            "audit",
                            "access",
                            "core",
                            "wire")),
            Map.entry("segment", Set.of("policy", "environment", "audit", "access", "core", "wire")),
            Map.entry("policy", Set.of("environment", "audit", "access")),
            Map.entry("environment", Set.of("audit", "access")),
            Map.entry("audit", Set.of("access")),
            Map.entry("admin", Set.of("audit", "access", "secret")),
            Map.entry("cli", Set.of("admin", "exchange", "flagtest", "core", "wire")),
            Map.entry("access", Set.of("secret")),
            Map.entry("secret", Set.of()),
            Map.entry("scim", Set.of("access")),
            Map.entry("oidc", Set.of("access")),
            Map.entry("mcp", Set.of("access")),
            Map.entry("watch", Set.of()),
            Map.entry("platform", Set.of()),
            Map.entry("demo", Set.of("client", "core")));

    private static final List<String> SDK =
            List.of("core", "wire", "client", "source", "telemetry", "openfeature", "config", "testing");

    private static final String[] MACHINERY = {
        "jakarta.enterprise..", "jakarta.inject..", "io.smallrye.mutiny..", "io.vertx.."
    };

    private HouseRules() {}

    static Map<String, ArchRule> in(String house) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        ROOMS.forEach((room, uses) -> rules.put("arrows of " + room, arrows(house, room, uses)));
        rules.put(
                "no cycles",
                slices().matching(house + ".server.(*)..")
                        .should()
                        .beFreeOfCycles()
                        .allowEmptyShould(true));
        rules.put("core stands alone", coreStandsAlone(house));
        rules.put("pure classes", pure(house));
        rules.put("no clock in pure classes", noClock(house));
        rules.put("nobody awaits", nobodyAwaits(house));
        rules.put("resources know no storage", resourcesKnowNoStorage(house));
        rules.put("nobody is cut off midway", nobodyIsCutOff(house));
        rules.put("no vague names", noVagueNames(house));
        rules.put("only change requests have consent", onlyRequestsHaveConsent(house));
        return rules;
    }

    private static ArchRule arrows(String house, String room, Set<String> uses) {
        String[] forbidden = Stream.concat(
                        ROOMS.keySet().stream()
                                .filter(other ->
                                        !other.equals(room) && !other.equals("platform") && !uses.contains(other))
                                .map(other -> house + ".server." + other + ".."),
                        SDK.stream().filter(part -> !uses.contains(part)).map(part -> house + "." + part + ".."))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(house + ".server." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true);
    }

    private static ArchRule coreStandsAlone(String house) {
        return classes()
                .that()
                .resideInAPackage(house + ".core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(house + ".core..", "java..", "org.jspecify..", "com.google.re2j..")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> arePure(String house) {
        return describe(
                "are pure",
                type -> type.getPackageName().startsWith(house)
                        && (Stream.of("Judge", "Machine", "Compiler").anyMatch(type.getSimpleName()::endsWith)
                                || Arrays.asList("Evaluator", "Tally").contains(type.getSimpleName())));
    }

    private static ArchRule pure(String house) {
        return noClasses().that(arePure(house)).should().dependOnClassesThat(resideInAnyPackage(MACHINERY));
    }

    private static ArchRule noClock(String house) {
        return noClasses()
                .that(arePure(house))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now");
    }

    private static ArchRule nobodyAwaits(String house) {
        DescribedPredicate<JavaMethodCall> awaits = describe(
                "wait for a Uni",
                call -> call.getName().equals("await")
                                && call.getTargetOwner().getName().equals("io.smallrye.mutiny.Uni")
                        || call.getName().endsWith("AndAwait"));
        return noClasses().that(resideInAPackage(house + ".server..")).should().callMethodWhere(awaits);
    }

    private static ArchRule resourcesKnowNoStorage(String house) {
        return noClasses()
                .that()
                .resideInAPackage(house + ".server..")
                .and()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Entity");
    }

    /**
     * Work whose client went away is done to its end. Cut off while it waits for a connection of the pool, it would leave
     * the one that it then gets with nobody.
     */
    private static ArchRule nobodyIsCutOff(String house) {
        return classes()
                .that()
                .resideInAPackage(house + ".server..")
                .and()
                .areAnnotatedWith("jakarta.ws.rs.Path")
                .should()
                .beAnnotatedWith(describe(
                        "@Cancellable(false)",
                        annotation -> annotation.getRawType().getSimpleName().equals("Cancellable")
                                && annotation.get("value").equals(Optional.of(false))))
                .allowEmptyShould(true);
    }

    /** Whoever says that an edit was approved passes every gate, so only the room that knows says it. */
    private static ArchRule onlyRequestsHaveConsent(String house) {
        return noClasses()
                .that()
                .resideInAPackage(house + ".server..")
                .and()
                .resideOutsideOfPackages(house + ".server.approval..", house + ".server.policy..")
                .should()
                .accessFieldWhere(describe(
                        "says that an edit was approved",
                        (JavaFieldAccess access) -> access.getTarget().getName().equals("GIVEN")
                                && access.getTargetOwner().getSimpleName().equals("Consent")));
    }

    private static ArchRule noVagueNames(String house) {
        return noClasses()
                .that()
                .resideInAPackage(house + "..")
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager");
    }
}
