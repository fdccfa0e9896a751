package dev.firstlight.server.cli.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Writes a tree as YAML, always the same way. What some reader of YAML 1.1 or 1.2 would take for another thing is in
 * quotation marks, so that other tools see what we see.
 */
public final class YamlWriter {

    private YamlWriter() {}

    /** The document, members in the order they have. */
    public static String write(JsonNode root) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setSplitLines(false);
        options.setWidth(Integer.MAX_VALUE);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        StringWriter text = new StringWriter();
        try {
            new Yaml(options).serialize(node(root), text);
        } catch (org.yaml.snakeyaml.error.YAMLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
        return text.toString();
    }

    private static Node node(JsonNode node) {
        if (node.isObject()) {
            List<NodeTuple> members = new ArrayList<>();
            node.properties()
                    .forEach(
                            member -> members.add(new NodeTuple(text(member.getKey(), true), node(member.getValue()))));
            return new MappingNode(Tag.MAP, members, members.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        if (node.isArray()) {
            List<Node> elements = new ArrayList<>();
            node.forEach(element -> elements.add(node(element)));
            return new SequenceNode(Tag.SEQ, elements, elements.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        if (node.isTextual()) {
            return text(node.textValue(), false);
        }
        if (node.isNumber()) {
            return number(node.doubleValue());
        }
        return node.isBoolean() ? plain(Tag.BOOL, node.asText()) : plain(Tag.NULL, "null");
    }

    private static Node number(double number) {
        String text = Json.node(number).asText();
        // YAML 1.1 wants a point before an exponent, and a sign in it.
        return text.matches("-?\\d+")
                ? plain(Tag.INT, text)
                : plain(Tag.FLOAT, text.replaceFirst("E(?=\\d)", "e+").replace('E', 'e'));
    }

    private static Node plain(Tag tag, String text) {
        return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
    }

    private static Node text(String text, boolean name) {
        ScalarStyle style = Scalars.isAmbiguous(text) ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
        if (!name && isParagraphs(text)) {
            style = ScalarStyle.LITERAL;
        } else if (!isSimple(text)) {
            style = ScalarStyle.DOUBLE_QUOTED;
        }
        return new ScalarNode(Tag.STR, text, null, null, style);
    }

    /** Lines of plain text, which are best read as lines. */
    private static boolean isParagraphs(String text) {
        return text.indexOf('\n') > 0
                && text.charAt(0) != ' '
                && !text.contains(" \n")
                && !text.endsWith(" ")
                && !text.endsWith("\n\n")
                && isSimple(text.replace('\n', ' '));
    }

    private static boolean isSimple(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7F || c >= 0xA1 && c < 0x2000);
    }
}
