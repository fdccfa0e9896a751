package dev.firstlight.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls of the house. Each rule is also shown a planted violation, so that one that no longer bites is noticed. */
class HouseTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/planted/"))
            .importPackages("dev.firstlight");

    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("dev.firstlight.planted");

    static Stream<Map.Entry<String, ArchRule>> rules() {
        return HouseRules.in("dev.firstlight").entrySet().stream();
    }

    static Stream<Map.Entry<String, ArchRule>> rulesForThePlanted() {
        return HouseRules.in("dev.firstlight.planted").entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theHouseKeepsItsWalls(Map.Entry<String, ArchRule> rule) {
        rule.getValue().check(HOUSE);
    }

    @ParameterizedTest
    @MethodSource("rulesForThePlanted")
    void theRuleBites(Map.Entry<String, ArchRule> rule) {
        assertThatThrownBy(() -> rule.getValue().check(PLANTED))
                .as(rule.getKey())
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void noRoomIsForgotten() {
        List<String> rooms = HOUSE.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.startsWith("dev.firstlight.server."))
                .map(name -> name.substring("dev.firstlight.server.".length()).split("\\.", 2)[0])
                .distinct()
                .toList();
        assertThat(HouseRules.ROOMS.keySet()).containsAll(rooms);
    }
}
