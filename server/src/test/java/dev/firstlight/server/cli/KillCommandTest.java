package dev.firstlight.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.NodeScript;
import dev.firstlight.server.support.Shell;
import dev.firstlight.wire.KillKeys;
import dev.firstlight.wire.KillList;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code firstlight kill}, and both SDKs that obey it while the server says otherwise. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class KillCommandTest {

    private static final Context ALICE = Context.of("alice");

    @TempDir
    Path directory;

    private Path key;
    private String list;
    private String open;

    @BeforeEach
    void keys() {
        key = directory.resolve("kill.pem");
        list = directory.resolve("kills.jws").toString();
        Shell.Ended made = kill("--new-key");
        assertThat(made.code()).isZero();
        open = made.out().lines().toList().get(1);
    }

    /** No server is named anywhere. */
    private Shell.Ended kill(String... arguments) {
        Shell shell = new Shell().with("FIRSTLIGHT_KILL_KEY", key.toString());
        String[] all = new String[arguments.length + 1];
        all[0] = "kill";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return shell.run(all);
    }

    private KillList read() throws Exception {
        return KillList.read(Files.readString(Path.of(list)), KillKeys.publicKey(open));
    }

    @Test
    void bothSdksObeyTheListAndNotTheServer() throws Exception {
        String project = Api.project();
        FlagApi.create(project, "checkout");
        FlagApi.patch(project, "checkout", Map.of("enabled", true, "default", Map.of("variant", "on")));
        String sdkKey = Api.sdkKey(project, "server");
        String url = "http://localhost:" + RestAssured.port;
        try (NodeScript node = NodeScript.start(
                        "kill",
                        Path.of("..", "sdk-js").toAbsolutePath().toString(),
                        url,
                        sdkKey,
                        "checkout",
                        list,
                        open);
                FlagClient java = FlagClient.builder()
                        .url(url)
                        .sdkKey(sdkKey)
                        .killList(list, open)
                        .build()) {
            assertThat(java.awaitReady(Duration.ofSeconds(10))).isTrue();
            assertThat(java.boolValue("checkout", ALICE, false)).isTrue();
            node.await("value true under none");

            Shell.Ended done = kill(
                    "checkout=off", "--list", list, "--project", project, "-e", "production", "--comment", "it hurts");
            assertThat(done.err()).isEmpty();
            assertThat(done.out()).contains("for " + project + "/production", "checkout serves off");
            node.await("value false under a list");
            Awaitility.await().until(() -> !java.boolValue("checkout", ALICE, true));

            assertThat(kill("--lift", "checkout", "--list", list).out()).contains("nothing is killed");
            node.await("value true under a list");
            Awaitility.await().until(() -> java.boolValue("checkout", ALICE, false));
        }
    }

    @Test
    void aListIsAddedToAndShown() throws Exception {
        assertThat(kill("a=x", "--list", list, "--project", "shop", "-e", "eu", "--comment", "why")
                        .code())
                .isZero();
        KillList first = read();
        assertThat(kill("b", "--list", list).code()).isZero();
        KillList second = read();
        assertThat(second.serial()).isGreaterThan(first.serial());
        assertThat(second.kills().project()).isEqualTo("shop");
        assertThat(second.kills().variants()).containsEntry("a", "x").containsEntry("b", null);
        assertThat(kill("--list", list).out()).contains("a serves x", "b serves its off variant");
        assertThat(read()).isEqualTo(second);
        assertThat(new Shell()
                        .piped()
                        .run("kill", "--list", list, "--key", key.toString())
                        .out())
                .contains("\"a\" : \"x\"");
        assertThat(kill("--lift-all", "--list", list).code()).isZero();
        assertThat(read().kills().variants()).isEmpty();
    }

    @Test
    void aConfigMapIsPrinted() throws Exception {
        Shell.Ended printed =
                kill("a", "--list", list, "--project", "shop", "-e", "eu", "--config-map", "firstlight-kills");
        assertThat(printed.out())
                .isEqualTo("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: firstlight-kills\ndata:\n  kills: "
                        + Files.readString(Path.of(list)) + "\n");
    }

    @Test
    void anObjectStoreIsReadAndWritten() throws Exception {
        Map<String, String> objects = new ConcurrentHashMap<>();
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean letIn = "let me".equals(exchange.getRequestHeaders().getFirst("X-Please"));
            byte[] body = new byte[0];
            int status = letIn ? 200 : 403;
            if (letIn && exchange.getRequestMethod().equals("PUT")) {
                objects.put(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            } else if (letIn) {
                String object = objects.get(path);
                status = object == null ? 404 : 200;
                body = object == null ? body : object.getBytes(StandardCharsets.UTF_8);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        store.start();
        try {
            String url = "http://127.0.0.1:" + store.getAddress().getPort() + "/kills";
            String[] first = {"a", "--list", url, "--project", "shop", "-e", "eu", "--header", "X-Please: let me"};
            assertThat(kill(first).err()).isEmpty();
            assertThat(kill("b=x", "--list", url, "--header", "X-Please: let me")
                            .code())
                    .isZero();
            assertThat(KillList.read(objects.getOrDefault("/kills", ""), KillKeys.publicKey(open))
                            .kills()
                            .variants())
                    .containsKeys("a", "b");
            assertThat(kill("c", "--list", url).code()).isEqualTo(4);
        } finally {
            store.stop(0);
        }
        assertThat(kill("c", "--list", "http://127.0.0.1:9/kills").code()).isEqualTo(3);
    }

    @Test
    void whatCannotBeDoneIsSaidAndChangesNothing() throws Exception {
        assertThat(kill("a", "--list", list).err()).contains("--project");
        assertThat(kill("a", "--list", list, "--project", "shop").err()).contains("--environment");
        assertThat(kill("a", "--project", "shop", "-e", "eu").err()).contains("--list");
        assertThat(kill("--list", list).err()).contains("no list");
        assertThat(Path.of(list)).doesNotExist();

        kill("a", "--list", list, "--project", "shop", "-e", "eu");
        String before = Files.readString(Path.of(list));
        Shell.Ended other = kill("a", "--list", list, "-e", "us");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("\"eu\"");
        assertThat(kill("--lift", "b", "--list", list).err()).contains("not killed");
        assertThat(kill("b", "--list", list, "--config-map", "A: b").code()).isEqualTo(2);
        assertThat(Files.readString(Path.of(list))).isEqualTo(before);

        assertThat(kill("--new-key").err()).contains("there already");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Files.delete(key);
        assertThat(kill("--new-key").code()).isZero();
        Shell.Ended forged = kill("b", "--list", list);
        assertThat(forged.code()).isEqualTo(1);
        assertThat(forged.err()).contains("not one of this key's");
        assertThat(Files.readString(Path.of(list))).isEqualTo(before);
    }
}
