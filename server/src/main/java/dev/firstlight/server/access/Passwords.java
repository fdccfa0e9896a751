package dev.firstlight.server.access;

import dev.firstlight.server.platform.Turns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/** Argon2id (RFC 9106; 19 MiB, 2 passes, as OWASP advises), off the event loops. */
@ApplicationScoped
class Passwords {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Each takes memory and a processor for a while; whoever guesses many at once takes half of the processors. */
    private final Turns turns = new Turns(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private final Vertx vertx;

    Passwords(Vertx vertx) {
        this.vertx = vertx;
    }

    Uni<String> hash(String password) {
        return turns.take(() -> vertx.executeBlocking(
                () -> {
                    byte[] salt = new byte[16];
                    RANDOM.nextBytes(salt);
                    return "argon2id$" + encode(salt) + "$" + encode(derive(password, salt));
                },
                false));
    }

    /** Takes as long for a person who does not exist (a null hash) as for one who does. */
    Uni<Boolean> matches(String password, @Nullable String stored) {
        return turns.take(() -> vertx.executeBlocking(
                () -> {
                    String[] parts = stored == null ? new String[0] : stored.split("\\$", -1);
                    boolean known = parts.length == 3;
                    byte[] salt = known ? Base64.getDecoder().decode(parts[1]) : new byte[16];
                    byte[] expected = known ? Base64.getDecoder().decode(parts[2]) : new byte[32];
                    return MessageDigest.isEqual(expected, derive(password, salt)) && known;
                },
                false));
    }

    private static byte[] derive(String password, byte[] salt) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withSalt(salt)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(1)
                .build());
        byte[] out = new byte[32];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
        return out;
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
