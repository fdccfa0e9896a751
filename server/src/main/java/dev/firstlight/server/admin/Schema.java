package dev.firstlight.server.admin;

import dev.firstlight.server.platform.DatabaseAddress;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables of a database, as the migrations that are in this jar make them. */
final class Schema {

    /**
     * Whoever waits for a lock makes all wait who come after it, nodes that serve among them. One that gets none is tried
     * again, by whoever starts the server or the command again; application.properties says the same of a server's start.
     */
    static final String PATIENCE = "SET lock_timeout = '5s'";

    private final FluentConfiguration configuration;

    Schema(DatabaseAddress database) {
        this.configuration = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database.jdbc(), database.username(), database.password())
                .initSql(PATIENCE)
                .locations("classpath:db/migration");
    }

    /** The migrations this Firstlight knows up to a version, in order. */
    List<Manifest.Migration> knownUpTo(String version) {
        MigrationVersion last = MigrationVersion.fromVersion(version);
        return Arrays.stream(configuration.load().info().all())
                .filter(info -> info.getVersion() != null && info.getVersion().compareTo(last) <= 0)
                .filter(info -> info.getScript() != null && info.getChecksum() != null)
                .map(Schema::migration)
                .toList();
    }

    /** Runs what is missing, all of it; gives the versions it ran. */
    List<String> migrate() {
        return run(configuration.load());
    }

    /** Runs what is missing up to a version. */
    List<String> migrateTo(String version) {
        return run(configuration.target(MigrationVersion.fromVersion(version)).load());
    }

    /** The newest version this Firstlight knows. */
    String newest() {
        MigrationInfo[] all = configuration.load().info().all();
        return all[all.length - 1].getVersion().getVersion();
    }

    private static List<String> run(Flyway flyway) {
        try {
            return flyway.migrate().migrations.stream()
                    .map(done -> done.version)
                    .toList();
        } catch (FlywayException e) {
            throw new Refused("The database could not be migrated: " + e.getMessage());
        }
    }

    private static Manifest.Migration migration(MigrationInfo info) {
        return new Manifest.Migration(info.getVersion().getVersion(), info.getChecksum());
    }
}
