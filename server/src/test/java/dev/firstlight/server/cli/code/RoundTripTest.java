package dev.firstlight.server.cli.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.Shell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that has everything in it, out of one server's project and into another. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class RoundTripTest {

    @TempDir
    Path directory;

    private String project;
    private String copy;
    private Shell shell;
    private Shell other;

    @BeforeEach
    void everything() {
        project = Full.project();
        copy = project + "-copy";
        shell = Shell.admin(project);
        other = Shell.admin(copy);
    }

    private static Shell.Ended done(Shell.Ended ended) {
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended;
    }

    private static int rows(String project) {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=500")
                .jsonPath()
                .getList("items")
                .size();
    }

    @Test
    void anotherProjectIsTheSameToTheByteAndApplyingAgainWritesNothing() throws IOException {
        Path file = directory.resolve("shop.yaml");
        done(shell.run("export", "-o", file.toString()));
        String exported = Files.readString(file);
        Shell.Ended applied = done(other.run("apply", "-f", file.toString(), "--yes"));
        assertThat(applied.out()).contains("+ project " + copy, "+ environment staging", "+ flag banner", "Done.");
        assertThat(done(other.run("export")).out()).isEqualTo(exported);

        int rows = rows(copy);
        Shell.Ended again = done(other.run("apply", "-f", file.toString(), "--yes"));
        assertThat(again.out()).contains("Nothing to do");
        assertThat(rows(copy)).isEqualTo(rows);
        assertThat(other.run("plan", "-f", file.toString(), "--prune", "--detailed-exit")
                        .code())
                .isZero();
        assertThat(shell.run("plan", "-f", file.toString(), "--prune", "--detailed-exit")
                        .code())
                .isZero();
    }

    @Test
    void bucketsAreKeptAndFlagsServeTheSame() {
        Path file = directory.resolve("shop.yaml");
        done(shell.run("export", "-o", file.toString()));
        done(other.run("apply", "-f", file.toString(), "--yes"));
        String salt = "/flags/layout";
        assertThat(Api.admin().get("/api/v1/projects/" + copy + salt).jsonPath().getString("salt"))
                .isEqualTo(Api.admin()
                        .get("/api/v1/projects/" + project + salt)
                        .jsonPath()
                        .getString("salt"));
    }

    @Test
    void aDirectoryIsTheSameCutIntoFiles() throws IOException {
        Path tree = directory.resolve("tree");
        done(shell.run("export", "-o", tree.toString()));
        assertThat(files(tree).keySet())
                .contains(
                        "firstlight.yaml",
                        "flags/banner.yaml",
                        "environments/production/flags/banner.yaml",
                        "environments/production/segments/beta.yaml");
        done(other.run("apply", "-f", tree.toString(), "--yes"));
        Path back = directory.resolve("back");
        done(other.run("export", "-o", back.toString()));
        assertThat(files(back)).isEqualTo(files(tree));

        Api.admin().delete("/api/v1/projects/" + copy + "/flags/rate").then().statusCode(204);
        assertThat(done(other.run("export", "-o", back.toString())).out()).contains("Removed", "rate.yaml");
        assertThat(files(back)).doesNotContainKey("flags/rate.yaml");
    }

    @Test
    void keysOfLargeSegmentsAreNeitherTakenAlongNorTouched() {
        String exported = done(shell.run("export")).out();
        assertThat(exported).contains("crowd").doesNotContain("large", "alice");
    }

    private static Map<String, String> files(Path tree) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(tree.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
