package dev.firstlight.server.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** What somebody's telephone knows: the codes of a second factor. */
record Device(String secret, List<String> recoveryCodes) {

    /** Sets one up, with the code of the half minute before, so that this one's and the next are left. */
    static Device of(Somebody person) {
        String secret = person.asks()
                .body(Map.of("password", Somebody.PASSWORD))
                .post("/api/v1/sessions/second-factor")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        Device device = new Device(secret, List.of());
        List<String> codes = person.asks()
                .body(Map.of("code", device.code(-1)))
                .put("/api/v1/sessions/second-factor")
                .then()
                .statusCode(200)
                .extract()
                .path("recoveryCodes");
        return new Device(secret, codes);
    }

    /** The code of a half minute, counted from this one. */
    String code(int steps) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(
                            new SecretKeySpec(new Base32().decode(secret), "RAW"),
                            Instant.now().plusSeconds(30L * steps),
                            Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
