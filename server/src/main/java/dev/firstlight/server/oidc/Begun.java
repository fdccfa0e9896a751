package dev.firstlight.server.oidc;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.firstlight.server.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in on its way. What proves that the answer belongs to it is made of a secret that only the browser keeps, so that
 * whoever reads the database, or sees the addresses that go by, can do nothing with them.
 *
 * @param state in the addresses to the provider and back
 * @param browser in the browser's cookie
 */
record Begun(String state, String browser) {

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** A new one, in a browser that may have begun others. */
    static Begun in(@Nullable String browser) {
        String secret = browser != null && isSecret(browser) ? browser : Ids.secret("");
        return new Begun(Ids.secret(""), secret);
    }

    /** The one that comes back; null where it cannot be one. */
    static @Nullable Begun back(@Nullable String state, @Nullable String browser) {
        return state != null && browser != null && isSecret(state) && isSecret(browser)
                ? new Begun(state, browser)
                : null;
    }

    private static boolean isSecret(String text) {
        return SECRET.matcher(text).matches();
    }

    Nonce nonce() {
        return new Nonce(derive("nonce"));
    }

    CodeVerifier verifier() {
        return new CodeVerifier(derive("verifier"));
    }

    private String derive(String what) {
        byte[] key = browser.getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmac(what + " " + state));
    }
}
