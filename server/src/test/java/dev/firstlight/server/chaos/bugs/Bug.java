package dev.firstlight.server.chaos.bugs;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;

/**
 * A bug that is put in on purpose.
 *
 * @param where it is
 * @param what it is, in words
 * @param text in the database's function that keeps edits, and what is there instead; empty where it is elsewhere
 */
public record Bug(String name, Set<Where> where, String what, String text, String by) {

    /** Where a bug is. */
    public enum Where {
        SERVER,
        SDK,
        DATABASE
    }

    private static final String FUNCTION = "SELECT pg_get_functiondef('keep_edits(jsonb)'::regprocedure)";

    private static final List<Bug> ALL = List.of(
            server("no-poll", "positions are not polled"),
            server("publish-before-commit", "a node publishes what a transaction is about to write"),
            server("hint-trusted", "a hint's revision is published with what is there, and nothing is read"),
            server("missing-rows-ignored", "of several changes in the log one is passed over"),
            server("if-match-ignored", "an edit is made whatever version it was made for"),
            server("acknowledged-before-commit", "an edit is answered before it is kept"),
            server("unknown-acknowledged", "an edit is answered with success where the database does not answer"),
            server("version-not-checked", "a release is moved on from what it was when it was looked at"),
            server("everybody-leads", "the lease is given to whoever asks"),
            server("batch-counted-twice", "a batch that came before is counted again"),
            server("revoked-streams-stay", "streams of revoked keys are left open"),
            database(
                    "audit-forgotten",
                    "some edits have no row in the audit",
                    "comment, before, document, previous, hash FROM edit",
                    "comment, before, document, previous, hash FROM edit WHERE random() > 0.1"),
            database(
                    "revision-skipped",
                    "a revision is passed over now and then",
                    "SET revision = w.next FROM",
                    "SET revision = w.next + (random() < 0.1)::int FROM"),
            new Bug(
                    "older-accepted",
                    Set.of(Where.SERVER, Where.SDK),
                    "a node that is behind sends what it has, and an SDK takes it",
                    "",
                    ""),
            sdk("piecewise", "a change of several flags is applied in two steps"),
            sdk("half-open-unnoticed", "a stream may be silent for ever"),
            sdk("retry-without-jitter", "all wait equally long before they come again"),
            server("slow-look", "no bug: between a look at a release and what is done about it 300 ms pass"));

    private static Bug server(String name, String what) {
        return new Bug(name, Set.of(Where.SERVER), what, "", "");
    }

    private static Bug sdk(String name, String what) {
        return new Bug(name, Set.of(Where.SDK), what, "", "");
    }

    private static Bug database(String name, String what, String text, String by) {
        return new Bug(name, Set.of(Where.DATABASE), what, text, by);
    }

    /** The one of a name. */
    public static Bug of(String name) {
        return ALL.stream()
                .filter(bug -> bug.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** What it takes in the database. */
    public List<String> sql(Connection connection) throws SQLException {
        if (text.isEmpty()) {
            return List.of();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(FUNCTION)) {
            rows.next();
            String function = rows.getString(1);
            if (!function.contains(text)) {
                throw new IllegalStateException("\"" + text + "\" is not in " + function);
            }
            return List.of(function.replace(text, by));
        }
    }

    /** The options of a JVM that has those of some bugs that are there; none where none are. */
    public static List<String> options(Path directory, Collection<String> names, Where where) throws IOException {
        List<String> there =
                names.stream().filter(name -> of(name).where.contains(where)).toList();
        return there.isEmpty()
                ? List.of()
                : List.of("-javaagent:" + jar(directory) + "=" + String.join(",", there) + "@" + armed(directory));
    }

    /** Once this file is there, bugs that would keep a server from being set up begin to be. */
    public static Path armed(Path directory) {
        return directory.resolve("armed").toAbsolutePath();
    }

    private static Path jar(Path directory) throws IOException {
        Path jar = directory.resolve("bugs.jar").toAbsolutePath();
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Premain-Class"), BugAgent.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH, place(ByteBuddy.class).toUri().toString());
        String room = BugAgent.class.getPackageName().replace('.', '/');
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> classes = Files.list(place(BugAgent.class).resolve(room))) {
            for (Path type : classes.toList()) {
                out.putNextEntry(new JarEntry(room + "/" + type.getFileName()));
                out.write(Files.readAllBytes(type));
                out.closeEntry();
            }
        }
        return jar;
    }

    private static Path place(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** All that are bugs, by name. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(ALL.stream().map(Bug::name).toList());
        names.remove("slow-look");
        return names;
    }
}
