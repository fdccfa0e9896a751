package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.cli.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The document cut into the files that {@link Tree} reads. */
final class TreeWriter {

    private TreeWriter() {}

    /** The document as files of a directory, by their names. */
    static Map<String, String> files(ObjectNode document) {
        Map<String, String> files = new LinkedHashMap<>();
        ObjectNode root = document.deepCopy();
        cut(root, "flags", "", files);
        root.path("environments").properties().forEach(environment -> {
            String at = "environments/" + environment.getKey() + "/";
            cut((ObjectNode) environment.getValue(), "segments", at, files);
            cut((ObjectNode) environment.getValue(), "flags", at, files);
        });
        files.put(Tree.ROOT, YamlWriter.write(root));
        return files;
    }

    private static void cut(ObjectNode parent, String name, String at, Map<String, String> files) {
        JsonNode things = parent.remove(name);
        if (things != null) {
            things.properties()
                    .forEach(thing -> files.put(
                            at + name + "/" + thing.getKey() + Tree.ENDING, YamlWriter.write(thing.getValue())));
        }
    }

    /**
     * Writes a directory; files of ours that stand for nothing any more are removed.
     *
     * @return the files that were removed
     */
    static List<Path> write(Path directory, ObjectNode document) throws IOException {
        Map<String, String> files = files(document);
        boolean ours = Files.exists(directory.resolve(Tree.ROOT));
        List<Path> removed = new ArrayList<>();
        for (Path old : ours ? Tree.files(directory) : List.<Path>of()) {
            String name = String.join("/", Tree.names(directory.relativize(old))) + Tree.ENDING;
            if (!files.containsKey(name)) {
                Files.delete(old);
                removed.add(old);
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return removed;
    }
}
