package dev.firstlight.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyringTest {

    private static final byte[] OLD = key(1);
    private static final byte[] NEW = key(2);

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    @Test
    void whatIsSealedOpensUnderItsNameOnly() {
        Keyring keys = new Keyring(List.of(NEW));
        String sealed = keys.seal("totp/ann", "Kō whā tekau");
        assertThat(sealed).startsWith("v1.").doesNotContain("tekau");
        assertThat(keys.open("totp/ann", sealed)).isEqualTo("Kō whā tekau");
        assertThatThrownBy(() -> keys.open("totp/bob", sealed)).isInstanceOf(Keyring.Unopened.class);
    }

    @Test
    void noTextIsSealedTheSameTwice() {
        Keyring keys = new Keyring(List.of(NEW));
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(keys.seal("n", "same"));
        }
        assertThat(all).hasSize(1_000);
    }

    @Test
    void keysOfBeforeOpenAndSealNoMore() {
        String sealed = new Keyring(List.of(OLD)).seal("n", "text");
        Keyring rotated = new Keyring(List.of(NEW, OLD));
        assertThat(rotated.open("n", sealed)).isEqualTo("text");
        String anew = rotated.seal("n", "text");
        assertThat(new Keyring(List.of(NEW)).open("n", anew)).isEqualTo("text");
        assertThatThrownBy(() -> new Keyring(List.of(NEW)).open("n", sealed))
                .hasMessageContaining(sealed.split("\\.", -1)[1])
                .hasMessageContaining("FIRSTLIGHT_SECRETS_PREVIOUS_KEYS");
    }

    @Test
    void aBitThatWasChangedIsFoundWhereverItIs() {
        Keyring keys = new Keyring(List.of(NEW));
        String sealed = keys.seal("n", "text");
        String head = sealed.substring(0, sealed.lastIndexOf('.') + 1);
        byte[] body = Base64.getUrlDecoder().decode(sealed.substring(head.length()));
        for (int bit = 0; bit < body.length * 8; bit++) {
            byte[] changed = body.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String told = head + Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThatThrownBy(() -> keys.open("n", told)).isInstanceOf(Keyring.Unopened.class);
        }
        for (int length = 0; length < sealed.length(); length++) {
            String cut = sealed.substring(0, length);
            assertThatThrownBy(() -> keys.open("n", cut)).isInstanceOf(Keyring.Unopened.class);
        }
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Keyring(List.of(new byte[16]))).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> new Keyring(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
