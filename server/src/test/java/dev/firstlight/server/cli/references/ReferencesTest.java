package dev.firstlight.server.cli.references;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.Shell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Database.class)
class ReferencesTest {

    @TempDir
    Path directory;

    private String project;
    private Shell shell;

    @BeforeEach
    void twoFlags() throws IOException {
        project = Api.project();
        FlagApi.create(project, "checkout");
        FlagApi.create(project, "checkout-v2");
        FlagApi.create(project, "unused");
        shell = Shell.admin(project);
        write("src/App.java", """
                class App {
                    // checkout is not a string here
                    boolean on = client.bool("checkout", false) || client.bool("checkout-v2", false);
                    String other = "my checkout" + "checkout.page" + 'checkout' + "checkout";
                }
                """);
        write("web/app.ts", "useFlag(`checkout-v2`); fail('a', 'checkout-v2');\r\nx\r\nuseFlag('checkout')\r\n");
        write("node_modules/lib.js", "flag('unused')");
        write("image.png", "\u0089PNG\0 \"unused\"");
        write("big.json", "\"unused\"\n" + " ".repeat(1024 * 1024));
        write("latin.txt", "");
        Files.write(directory.resolve("latin.txt"), new byte[] {(byte) 0xE9, '"', 'u', 'n', 'u', 's', 'e', 'd', '"'});
        Files.createSymbolicLink(directory.resolve("link.java"), directory.resolve("src/App.java"));
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void git(String... args) throws Exception {
        String[] command = new String[args.length + 3];
        System.arraycopy(new String[] {"git", "-C", directory.toString()}, 0, command, 0, 3);
        System.arraycopy(args, 0, command, 3, args.length);
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    @Test
    void wholeStringsAreFoundOutsideOfOutputs() {
        assertThat(shell.run("references", directory.toString()).out()).isEqualTo("""
                        checkout
                            src/App.java:3
                            src/App.java:4
                            web/app.ts:3
                        checkout-v2
                            src/App.java:3
                            web/app.ts:1
                        unused
                            latin.txt:1
                        6 places in 3 files.
                        """);
    }

    @Test
    void whatGitIgnoresIsNotLookedAtAndTheServerIsTold() throws Exception {
        write(".gitignore", "web/\n");
        git("init", "-q");
        git("add", "src");
        git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "one");
        git("remote", "add", "origin", "https://secret@example.com/shop.git");
        JsonPath told = JsonPath.from(shell.piped()
                .run("references", directory.toString(), "--upload")
                .out());
        assertThat(told.getString("repository")).isEqualTo("https://example.com/shop");
        assertThat(told.getString("commit")).hasSize(40);
        assertThat(told.getList("references.path")).doesNotContain("web/app.ts").contains("src/App.java");
        String places = "/api/v1/projects/" + project + "/references/";
        Api.admin()
                .get(places + "checkout")
                .then()
                .body("items.size()", equalTo(2))
                .body("items[0].path", equalTo("src/App.java"))
                .body("items[0].commit", equalTo(told.getString("commit")));
        write("src/App.java", "");
        shell.run("references", directory.toString(), "--upload");
        Api.admin().get(places + "checkout").then().body("items.size()", equalTo(0));
    }

    @Test
    void aDirectoryThatIsNoneIsWrongUse() {
        assertThat(shell.run("references", directory.resolve("nowhere").toString())
                        .code())
                .isEqualTo(2);
    }
}
