package dev.firstlight.server.cli.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads one YAML document, JSON included, into a tree; what is not plain data in it is refused. */
public final class YamlReader {

    private static final int MOST_CHARACTERS = 64 * 1024 * 1024;
    private static final int MOST_ALIASES = 50;
    private static final int DEEPEST = 100;
    /** A few aliases of aliases are enough for a document without end. */
    private static final int MOST_NODES = 2_000_000;

    private final String file;
    private final Map<String, Place> places = new HashMap<>();
    private int nodes;

    private YamlReader(String file) {
        this.file = file;
    }

    /**
     * Reads a document.
     *
     * @param file its name, for messages
     * @throws MistakesException where it is no YAML, or more than plain data
     */
    public static Located read(String file, String text) {
        YamlReader reader = new YamlReader(file);
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        try {
            Node root = new Composer(new ParserImpl(new StreamReader(text), options), new Scalars(), options)
                    .getSingleNode();
            if (root == null) {
                throw reader.mistake(1, "", "The file is empty; write a document.");
            }
            return new Located(reader.tree(root, "", 0), reader.places);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw reader.mistake(mark == null ? 1 : mark.getLine() + 1, "", "This is no YAML: " + e.getProblem() + ".");
        } catch (YAMLException e) {
            throw reader.mistake(1, "", "This is no YAML: " + e.getMessage());
        }
    }

    private MistakesException mistake(int line, String pointer, String detail) {
        return new MistakesException(List.of(new Mistake(new Place(file, line), pointer, detail)));
    }

    private JsonNode tree(Node node, String pointer, int depth) {
        int line = node.getStartMark().getLine() + 1;
        places.putIfAbsent(pointer, new Place(file, line));
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            throw mistake(line, pointer, "The document is too large or too deep; are there aliases of aliases in it?");
        }
        if (node instanceof MappingNode mapping && node.getTag().equals(Tag.MAP)) {
            return object(mapping, pointer, depth);
        }
        if (node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ)) {
            ArrayNode list = Json.list();
            for (int i = 0; i < sequence.getValue().size(); i++) {
                list.add(tree(sequence.getValue().get(i), Problem.at(pointer, i), depth + 1));
            }
            return list;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, pointer, line);
        }
        throw tag(node, pointer, line);
    }

    private ObjectNode object(MappingNode mapping, String pointer, int depth) {
        ObjectNode object = Json.object();
        for (NodeTuple member : mapping.getValue()) {
            int line = member.getKeyNode().getStartMark().getLine() + 1;
            if (!(member.getKeyNode() instanceof ScalarNode name)) {
                throw mistake(line, pointer, "A name is a list or a map; write a word.");
            }
            String at = Problem.at(pointer, name.getValue());
            if (object.has(name.getValue())) {
                throw mistake(line, at, "\"" + name.getValue() + "\" is there twice; remove one.");
            }
            places.put(at, new Place(file, line));
            object.set(name.getValue(), tree(member.getValueNode(), at, depth + 1));
        }
        return object;
    }

    private JsonNode scalar(ScalarNode scalar, String pointer, int line) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.STR)) {
            return make.textNode(text);
        }
        if (tag.equals(Tag.NULL)) {
            return make.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return make.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
        }
        if ((tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) && Scalars.isNumber(text)) {
            try {
                return Json.parse(text);
            } catch (IOException e) {
                throw mistake(line, pointer, "This is no number: " + e.getMessage());
            }
        }
        throw tag(scalar, pointer, line);
    }

    private MistakesException tag(Node node, String pointer, int line) {
        return mistake(
                line,
                pointer,
                "The tag " + node.getTag().getValue() + " is not known here; write plain data without tags.");
    }
}
