package dev.firstlight.server.cli.yaml;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What a word without quotation marks means, after YAML 1.2: {@code true} and {@code false} are booleans, {@code null} is
 * nothing, what JSON calls a number is one, and all else is a string: {@code on}, {@code no} and {@code 010} too.
 */
final class Scalars extends Resolver {

    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]*)");
    private static final Pattern FRACTION = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
    /** What one version of YAML or another may take for a number or a time. */
    private static final Pattern NUMERIC =
            Pattern.compile("[-+.]?[0-9].*|[-+]?\\.(?:inf|nan)", Pattern.CASE_INSENSITIVE);
    /** What only YAML 1.1 as it was written takes for booleans; the library does not. */
    private static final Pattern LETTER = Pattern.compile("[yYnN]");

    private static final Resolver OLD = new Resolver();
    private static final Scalars OURS = new Scalars();

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.NULL, NULL, "~nN\0");
        addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
        addImplicitResolver(Tag.BOOL, BOOLEAN, "tTfF");
        addImplicitResolver(Tag.INT, WHOLE, "-0123456789");
        addImplicitResolver(Tag.FLOAT, FRACTION, "-0123456789");
    }

    /** Whether some reader of YAML would take this, without quotation marks, for something else than a string. */
    static boolean isAmbiguous(String text) {
        return !OLD.resolve(NodeId.scalar, text, true).equals(Tag.STR)
                || !OURS.resolve(NodeId.scalar, text, true).equals(Tag.STR)
                || NUMERIC.matcher(text).matches()
                || LETTER.matcher(text).matches();
    }

    /** Whether this is a number as JSON writes it. */
    static boolean isNumber(String text) {
        return FRACTION.matcher(text).matches();
    }
}
