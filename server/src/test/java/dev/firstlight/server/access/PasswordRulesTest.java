package dev.firstlight.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.server.platform.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final List<String> KNOWN =
            PasswordRules.words("https://flags.harbour.example", "kiri.tanaka@harbour.example", "Kiri Tanaka");

    private static void require(String password) {
        PasswordRules.require("/password", password, KNOWN);
    }

    /** At least 3,000, as ASVS 6.2.4 asks, of those that are long enough to be taken otherwise. */
    @Test
    void theListHasThousandsThatWouldBeLongEnough() throws IOException {
        List<String> list = Files.readAllLines(Path.of("src/main/resources/access/common-passwords.txt")).stream()
                .filter(line -> !line.startsWith("# "))
                .toList();
        assertThat(list).hasSize(10_000).doesNotHaveDuplicates().allSatisfy(password -> {
            assertThat(password).hasSizeGreaterThanOrEqualTo(12).isLowerCase();
            assertThat(PasswordRules.isCommon(password)).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1qaz2wsx3edc", "qwertyqwerty", "LeaveMeAlone", "leave me alone", "F1nalF4ntasy"})
    void commonOnesAreRefused(String password) {
        assertThatThrownBy(() -> require(password))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("commonest")
                .hasMessageContaining("Take another");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "firstlight2026",
                "F1rst-L1ght 2026!",
                "kiri.tanaka.1984",
                "Tanaka@Harbour1",
                "flags.harbour.example",
                "firstlight1qaz2wsx3edc"
            })
    void soAreThoseMadeOfWhatEverybodyKnows(String password) {
        assertThatThrownBy(() -> require(password))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("do not count")
                .hasMessageContaining("Add a few words");
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery", "kiri keeps seven quiet lanterns", "пятьтихихфонарей"})
    void allElseIsTaken(String password) {
        assertThatCode(() -> require(password)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 257})
    void neitherTooShortNorTooLong(int length) {
        assertThatThrownBy(() -> require("x".repeat(length))).hasMessage("A password has 12 to 256 characters.");
    }
}
