package dev.firstlight.server.platform;

import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * TLS to PostgreSQL. Where the operator names who signs its certificate, nothing is sent before it has shown one that is signed
 * by them, for the name that it is reached by.
 */
final class DatabaseTls {

    /** The setting: a file with certificates in PEM. */
    static final String SETTING = "firstlight.database.ca";

    private static final String NAMES_ARE_CHECKED = "HTTPS";

    private DatabaseTls() {}

    /** Has the service's pools do so. */
    static void use(String ca) {
        if (!Files.isReadable(Path.of(ca))) {
            throw new DatabaseLauncher.CannotStart(
                    "FIRSTLIGHT_DATABASE_CA names " + ca
                            + ", which cannot be read; it is a file with the certificate, in PEM, of who signs the database's.");
        }
        for (String pool : List.of("quarkus.datasource.reactive.", "quarkus.datasource.sessions.reactive.")) {
            System.setProperty(pool + "postgresql.ssl-mode", "verify-full");
            System.setProperty(pool + "hostname-verification-algorithm", NAMES_ARE_CHECKED);
            System.setProperty(pool + "trust-certificate-pem", "true");
            System.setProperty(pool + "trust-certificate-pem.certs", ca);
        }
        String jdbc = "quarkus.datasource.jdbc.additional-jdbc-properties.";
        System.setProperty(jdbc + "sslmode", "verify-full");
        System.setProperty(jdbc + "sslrootcert", ca);
    }

    /** The same for a connection of one's own. */
    static PgConnectOptions secured(PgConnectOptions options, String ca) {
        return options.setSslMode(SslMode.VERIFY_FULL)
                .setHostnameVerificationAlgorithm(NAMES_ARE_CHECKED)
                .setPemTrustOptions(new PemTrustOptions().addCertPath(ca));
    }

    /** The same for JDBC. */
    static String secured(String jdbc, String ca) {
        return jdbc + (jdbc.contains("?") ? "&" : "?") + "sslmode=verify-full&sslrootcert="
                + URLEncoder.encode(ca, StandardCharsets.UTF_8);
    }
}
