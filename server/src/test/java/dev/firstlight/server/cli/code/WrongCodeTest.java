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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One mistake anywhere, and nothing is done: the file, the line, the pointer and the way out are told. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class WrongCodeTest {

    private static final String RIGHT = """
            firstlight: 1
            own: all
            regions:
              fj: {name: Fiji}
            regionGroups:
              islands: [fj, nz]
            flags:
              a:
                type: string
                variants: {x: X, y: Y}
              b:
                type: boolean
                variants: {on: true, off: false}
            environments:
              production:
                segments:
                  s: {included: [one]}
                  t: {when: {segment: s}}
                flags:
                  a:
                    enabled: true
                    offVariant: y
                    rules: [{id: r, when: {segment: t}, serve: {variant: x}}]
                    default: {variant: y}
                  b:
                    offVariant: off
                    prerequisites: [{flag: a, variants: [x]}]
                    default: {variant: on}
            """;

    @TempDir
    Path directory;

    private String project;
    private Shell shell;

    @BeforeEach
    void newProject() {
        project = Api.project();
        shell = Shell.admin(project);
    }

    private Shell.Ended apply(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("code.yaml"), text);
        return shell.run("apply", "-f", file.toString(), "--yes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "firstlight: 1 | firstlight: 2 | code.yaml:1: /firstlight: | firstlight: 1",
                "own: all | own: [colour] | code.yaml:2: /own/0: | enabled",
                "own: all | colour: red | code.yaml:2: /colour: | Unknown field",
                "name: Fiji | name: Fiji, latitude: 91 | code.yaml:4: /regions/fj/latitude: | from -90 to 90",
                "[fj, nz] | [fj, xx] | code.yaml:6: /regionGroups/islands/1: | no region",
                "type: string | type: text | code.yaml:9: /flags/a/type: | boolean, string",
                "type: string | colour: red | code.yaml:9: /flags/a/colour: | Unknown field",
                "{x: X, y: Y} | {x: X, y: 1} | code.yaml:10: /flags/a/variants/y | string",
                "{x: X, y: Y} | {x: X, y: null} | code.yaml:10: /flags/a/variants/y | null",
                "a:\\n    type | A:\\n    type | code.yaml:8: /flags/A: | rename",
                "included: [one] | included: [1] | code.yaml:17: /environments/production/segments/s/included/0: | string",
                "{segment: s} | {segment: t} | code.yaml:18: /environments/production/segments/t | t",
                "{segment: s} | {segment: u} | code.yaml:18: /environments/production/segments/t | u",
                "{included: [one]} | {large: {version: 1}} | code.yaml:17: /environments/production/segments/s/large: | not part",
                "enabled: true | enabled: 1 | code.yaml:21: /environments/production/flags/a/enabled: | true nor false",
                "offVariant: y | offVariant: z | code.yaml:22: /environments/production/flags/a/offVariant: | z",
                "offVariant: y | note: hm | code.yaml:22: /environments/production/flags/a/note: | Unknown field",
                "default: {variant: y} | targets: [] | /environments/production/flags/a: | \"default\" is missing",
                "{segment: t} | {segment: nowhere} | code.yaml:23: /environments/production/flags/a/rules/0/when | nowhere",
                "{segment: t} | {attribute: a, op: near, values: [b]} | code.yaml:23: /environments/production/flags/a/rules/0/when/op: | near",
                "offVariant: y | offVariant: y\\n        prerequisites: [{flag: b, variants: [on]}] | code.yaml:23: /environments/production/flags/a/prerequisites | a → b → a",
                "{flag: a, | {flag: c, | code.yaml:27: /environments/production/flags/b/prerequisites/0/flag: | There is no flag",
                "variants: [x]}] | variants: [q]}] | code.yaml:27: /environments/production/flags/b/prerequisites/0/variants/0: | q",
                "b:\\n        offVariant | c:\\n        offVariant | code.yaml:25: /environments/production/flags/c: | add it",
            })
    void theMistakeIsShown(String right, String wrong, String where, String what) throws IOException {
        Shell.Ended ended = apply(RIGHT.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n")));
        assertThat(ended.code()).as(ended.out()).isEqualTo(2);
        assertThat(ended.err()).contains(where, what);
        assertThat(shell.run("flags", "list").out()).isEmpty();
    }

    @Test
    void aFlagsTypeAndSaltNeverChangeAndANullComesWithTheFlagOnly() throws IOException {
        String made = "firstlight: 1\nflags:\n  a: {type: object, variants: {x: {n: null, m: 1}}, salt: s1}\n";
        assertThat(apply(made).code()).isZero();
        assertThat(apply(made.replace("m: 1", "m: 2")).code()).isZero();
        assertThat(apply(made.replace("m: 1", "m: null")).err()).contains("code.yaml:3: /flags/a/variants:", "null");
        assertThat(apply(made.replace("type: object", "type: string")).err())
                .contains("/flags/a/type:", "never changes, and is object");
        assertThat(apply(made.replace("s1", "s2")).err()).contains("/flags/a/salt:", "is s1");
    }

    @Test
    void whatIsArchivedIsNotMadeAnew() throws IOException {
        apply(RIGHT);
        String flag = "/api/v1/projects/" + project + "/flags/b/archive";
        Api.admin().post(flag).then().statusCode(200);
        assertThat(apply(RIGHT).err()).contains("code.yaml:11: /flags/b: This flag is archived; restore it");
    }

    @Test
    void allMistakesOfATreeAreShownWithTheirFiles() throws IOException {
        Path all = directory.resolve("tree");
        Path flags = Files.createDirectories(all.resolve("flags"));
        Path tree = all.resolve("firstlight.yaml");
        Shell.Ended none = shell.run("plan", "-f", all.toString());
        assertThat(none.err()).contains("There is no", "export -o");
        Files.writeString(tree, "firstlight: 1\nflags: {c: {type: boolean, variants: {on: true}}}\n");
        Files.writeString(flags.resolve("a.yaml"), "type: [");
        Files.writeString(flags.resolve("b.yaml"), "a: 1\na: 2\n");
        Files.writeString(flags.resolve("c.yaml"), "type: boolean\n");
        Files.write(flags.resolve("d.yaml"), new byte[] {(byte) 0xE9});
        Files.writeString(Files.createDirectories(flags.resolve("deep")).resolve("e.yaml"), "type: boolean\n");
        Shell.Ended ended = shell.run("plan", "-f", all.toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("a.yaml:", "no YAML", "b.yaml:2:", "twice", "c.yaml:1:", "already", "d.yaml:1:", "UTF-8")
                .contains("e.yaml:", "move this one");
    }
}
