package dev.firstlight.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.Shell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Database.class)
class TypesCommandTest {

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void aClassIsMadeOfAnEnvironmentsFlags() throws Exception {
        String project = Api.project();
        FlagApi.create(project, "new-checkout");
        Shell.Ended made = Shell.admin(project)
                .run("types", "-e", "production", "--package", "org.example", "-o", directory.toString());
        assertThat(made.err()).isEmpty();
        assertThat(made.out()).contains("Wrote 1 flags to");
        assertThat(directory.resolve("org/example/Flags.java"))
                .content()
                .contains("public boolean newCheckout(Context context)", "\"new-checkout\", context, false");
        assertThat(Shell.admin(project)
                        .run("types", "-e", "nowhere", "--package", "org.example")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void aClassIsMadeOfAManifestWithoutAServer() throws Exception {
        Path manifest = directory.resolve("flags.json");
        Files.writeString(manifest, "{\"flags\": {\"a\": {\"flagType\": \"float\", \"defaultValue\": 1}}}");
        Shell shell = new Shell();
        String file = manifest.toString();
        assertThat(shell.run("types", "-f", file, "--package", "org.example", "--class", "ShopFlags")
                        .out())
                .contains("public final class ShopFlags", "client.doubleValue(\"a\", context, 1.0)");
        for (String[] wrong : new String[][] {
            {"types", "--package", "org.example"},
            {"types", "-f", file},
            {"types", "-f", file, "--package", "org.new"},
            {"types", "-f", file, "--package", "org.example", "--class", "Map"},
            {"types", "-f", file, "--package", "org.example", "--class", "../Flags"},
            {"types", "-f", directory.toString(), "--package", "org.example"}
        }) {
            assertThat(shell.run(wrong).code()).as(String.join(" ", wrong)).isEqualTo(2);
        }
    }
}
