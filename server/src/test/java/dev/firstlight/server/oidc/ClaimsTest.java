package dev.firstlight.server.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.firstlight.server.access.Vouched;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken of what providers say of people. */
class ClaimsTest {

    private static Registration registration(boolean trustEmail) {
        return new Registration(
                new Issuer("https://id.example.org"),
                new ClientID("firstlight"),
                null,
                "Aurora",
                new Scope("openid"),
                "groups",
                trustEmail,
                null);
    }

    private static Vouched read(Map<String, Object> token) {
        return new Claims(registration(false), token, Map.of()).vouched("s");
    }

    private static Stream<Arguments> groups() {
        return Stream.of(
                Arguments.of(List.of("crew", "/ops/night"), List.of("crew", "/ops/night")),
                Arguments.of("crew", List.of("crew")),
                Arguments.of(List.of(), List.of()),
                Arguments.of(7, List.of()),
                Arguments.of(Map.of("crew", true), List.of()),
                Arguments.of(Arrays.asList("crew", null, 7, "", " ", "g".repeat(300), "crew"), List.of("crew")));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void groupsAreNames(Object said, List<String> taken) {
        assertThat(read(Map.of("groups", said)).groups()).containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void groupsEndSomewhere() {
        List<String> many = IntStream.range(0, 9_000).mapToObj(i -> "g" + i).toList();
        assertThat(read(Map.of("groups", many)).groups()).hasSize(5_000);
    }

    @Test
    void groupsOfTheTokenAreAllEvenWhereItSaysNone() {
        Claims claims = new Claims(registration(false), Map.of("groups", List.of()), Map.of("groups", List.of("crew")));
        assertThat(claims.vouched("s").groups()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void addressesAreTakenWhereTheyAreTheirs(Map<String, Object> token, boolean trusted, boolean taken) {
        Vouched who = new Claims(registration(trusted), token, Map.of()).vouched("s");
        assertThat(who.email() != null).isEqualTo(taken);
    }

    private static Stream<Arguments> addresses() {
        String kiri = "kiri@example.org";
        return Stream.of(
                Arguments.of(Map.of("email", kiri, "email_verified", true), false, true),
                Arguments.of(Map.of("email", kiri, "email_verified", "true"), false, true),
                Arguments.of(Map.of("email", kiri, "email_verified", "yes"), false, false),
                Arguments.of(Map.of("email", kiri, "email_verified", 1), false, false),
                Arguments.of(Map.of("email", kiri), false, false),
                Arguments.of(Map.of("email", kiri), true, true),
                Arguments.of(Map.of("email", "kiri"), true, false),
                Arguments.of(Map.of("email", "ki\u0000ri@example.org"), true, false),
                Arguments.of(Map.of("email", List.of(kiri)), true, false),
                Arguments.of(Map.of("email", "k".repeat(320) + "@example.org"), true, false));
    }

    @Test
    void somebodyIsCalledAsTheyAreThere() {
        assertThat(read(Map.of("name", " Kiri\u0000\nTe Rangi ")).name()).isEqualTo("Kiri  Te Rangi");
        assertThat(read(Map.of("name", "", "preferred_username", "kiri")).name())
                .isEqualTo("kiri");
        assertThat(read(Map.of("name", "K".repeat(500))).name()).hasSize(200);
        assertThat(read(Map.of()).name()).isEqualTo("s");
    }
}
