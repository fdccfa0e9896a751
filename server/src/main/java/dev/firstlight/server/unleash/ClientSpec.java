package dev.firstlight.server.unleash;

import dev.firstlight.server.platform.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version of Unleash's client specification that an SDK keeps to, as its header {@code Unleash-Client-Spec} says. */
record ClientSpec(int major, int minor, int patch) implements Comparable<ClientSpec> {

    /** Texts, numbers, dates and versions are compared; constraints are inverted. */
    static final ClientSpec OPERATORS = new ClientSpec(4, 0, 0);

    /** Segments are a list of their own. */
    static final ClientSpec SEGMENTS = new ClientSpec(4, 2, 0);

    /** Strategies have variants. */
    static final ClientSpec STRATEGY_VARIANTS = new ClientSpec(4, 3, 0);

    /** Features depend on others. */
    static final ClientSpec DEPENDENCIES = new ClientSpec(5, 1, 0);

    /** Regular expressions. */
    static final ClientSpec PATTERNS = new ClientSpec(6, 0, 0);

    /** SDKs say what they keep to since there are segments. */
    private static final ClientSpec SILENT = new ClientSpec(4, 1, 0);

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(?:[-+].*)?");

    static ClientSpec of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return SILENT;
        }
        Matcher version = VERSION.matcher(header.trim());
        if (!version.matches()) {
            throw Failure.of(
                    Failure.Kind.MALFORMED,
                    "Unleash-Client-Spec is \"" + header + "\"; send a version such as \"5.2.0\", or leave it out.");
        }
        return new ClientSpec(
                Integer.parseInt(version.group(1)),
                Integer.parseInt(version.group(2)),
                Integer.parseInt(version.group(3)));
    }

    boolean has(ClientSpec since) {
        return compareTo(since) >= 0;
    }

    /** The oldest version that gets the same document, so that each document is made once. */
    ClientSpec level() {
        ClientSpec level = new ClientSpec(0, 0, 0);
        for (ClientSpec since : new ClientSpec[] {OPERATORS, SEGMENTS, STRATEGY_VARIANTS, DEPENDENCIES, PATTERNS}) {
            level = has(since) ? since : level;
        }
        return level;
    }

    @Override
    public int compareTo(ClientSpec other) {
        return major != other.major
                ? Integer.compare(major, other.major)
                : minor != other.minor ? Integer.compare(minor, other.minor) : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
