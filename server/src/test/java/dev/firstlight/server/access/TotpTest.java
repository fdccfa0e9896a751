package dev.firstlight.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    /** The secret of RFC 6238's appendix B. */
    private static final String SECRET =
            new Base32().encodeAsString("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** Of its codes of eight digits the last six, which are those of six. */
    @ParameterizedTest
    @CsvSource({
        "59,287082",
        "1111111109,081804",
        "1111111111,050471",
        "1234567890,005924",
        "2000000000,279037",
        "20000000000,353130"
    })
    void theCodesAreTheStandards(long second, String code) {
        assertThat(Totp.match(SECRET, code, 0, Instant.ofEpochSecond(second))).hasValue(second / 30);
        assertThat(Totp.match(SECRET, " " + code.substring(0, 3) + " " + code.substring(3), 0, at(second + 30)))
                .hasValue(second / 30);
        assertThat(Totp.match(SECRET, code, 0, at(second + 90))).isEmpty();
        assertThat(Totp.match(SECRET, code, 0, at(second - 90))).isEmpty();
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    @Test
    void noCodeIsGoodTwice() {
        assertThat(Totp.match(SECRET, "287082", 1, at(59))).isEmpty();
        assertThat(Totp.match(SECRET, "287082", 0, at(59))).hasValue(1);
    }

    @Test
    void whatIsNoCodeIsNone() {
        for (String typed : new String[] {"", "28708", "2870820", "abcdef", "２８７０８２", "-87082"}) {
            assertThat(Totp.match(SECRET, typed, 0, at(59))).isEmpty();
        }
    }

    @Test
    void theAddressNamesTheAccount() {
        assertThat(Totp.uri("ABC", "ann+x@example.org"))
                .isEqualTo("otpauth://totp/Firstlight:ann%2Bx%40example.org?secret=ABC&issuer=Firstlight");
    }
}
