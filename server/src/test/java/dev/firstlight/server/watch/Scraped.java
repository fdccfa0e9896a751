package dev.firstlight.server.watch;

import static io.restassured.RestAssured.given;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus would get: the lines of samples. */
record Scraped(List<String> lines) {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*\\})? (\\S+)");

    static Scraped from(URI metrics) {
        String text =
                given().get(metrics).then().statusCode(200).extract().body().asString();
        return new Scraped(text.lines().filter(line -> !line.startsWith("#")).toList());
    }

    private static Matcher read(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalStateException("not a sample: " + line);
        }
        return sample;
    }

    /** The names that a query may ask for. */
    Set<String> names() {
        return lines.stream().map(line -> read(line).group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names with labels, without values. */
    Set<String> series() {
        return lines.stream()
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The value of a series, which must be there. */
    double value(String series) {
        return lines.stream()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> Double.parseDouble(read(line).group(3)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series + " in\n" + String.join("\n", lines)));
    }
}
