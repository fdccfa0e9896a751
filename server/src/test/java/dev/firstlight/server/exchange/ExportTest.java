package dev.firstlight.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.Shell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Database.class)
class ExportTest {

    private static final String FLAGD = """
            {"flags": {"a": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off",
              "targeting": {"if": [{"ends_with": [{"var": "email"}, "@example.org"]}, "on",
                {"fractional": [["on", 10], ["off", 90]]}]}}}}""";

    private String project;

    @BeforeEach
    void newProject() {
        project = Api.project();
    }

    private ValidatableResponse export(String query) {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production/export" + query)
                .then();
    }

    private void take() {
        Api.admin()
                .body(FLAGD)
                .post("/api/v1/projects/" + project + "/environments/production/import?from=flagd")
                .then()
                .statusCode(200);
    }

    @Test
    void whatCameFromFlagdGoesBackThere() {
        take();
        export("?as=flagd")
                .statusCode(200)
                .header("Content-Type", startsWith("application/json"))
                .body("document.flags.a.state", equalTo("ENABLED"))
                .body("document.flags.a.defaultVariant", equalTo("off"))
                .body("document.flags.a.targeting.if[0].ends_with[1]", equalTo("@example.org"))
                .body("remarks.severity", contains("DIFFERS"))
                .body("remarks.pointer", contains("/flags"));
    }

    @Test
    void anExportHasATagThatChangesWithTheFlags() {
        String tag = export("?as=flagd").statusCode(200).extract().header("ETag");
        Api.admin()
                .header("If-None-Match", tag)
                .get("/api/v1/projects/" + project + "/environments/production/export?as=flagd")
                .then()
                .statusCode(304)
                .header("ETag", equalTo(tag));
        take();
        assertThat(export("?as=flagd").statusCode(200).extract().header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void anUnknownSystemOrEnvironmentIsRefused() {
        export("?as=elsewhere").statusCode(422).body("errors.detail", hasItem(containsString("as=flagd")));
        export("").statusCode(422).body("errors.pointer", contains("/as"));
        Api.admin()
                .get("/api/v1/projects/" + project + "/environments/nowhere/export?as=flagd")
                .then()
                .statusCode(404);
    }

    @Test
    void theCommandWritesWhatAnImportWrote(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("flagd.json"), FLAGD);
        Path converted = directory.resolve("converted.json");
        Path back = directory.resolve("back.json");
        Shell shell = new Shell();
        assertThat(shell.run("import", "--from", "flagd", file + "", "--out", converted + "")
                        .code())
                .isZero();
        assertThat(shell.run("export", "--as", "flagd", converted + "", "--out", back + "")
                        .code())
                .isZero();
        assertThat(Files.readString(back)).contains("\"fractional\":[[\"on\",1],[\"off\",9]]");
        Shell.Ended printed = shell.run("export", "--as", "flagd", converted + "");
        assertThat(printed.code()).isZero();
        assertThat(printed.out()).contains("ends_with");
        assertThat(printed.err()).contains("DIFFERS /flags");
        assertThat(shell.run("export", "--as", "nowhere", converted + "").code())
                .isEqualTo(2);
        assertThat(shell.run("export", "--as", "flagd", "no-file").code()).isEqualTo(2);
    }
}
