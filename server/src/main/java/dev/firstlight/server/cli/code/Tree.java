package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.cli.CommandFailure;
import dev.firstlight.server.cli.ExitCode;
import dev.firstlight.server.cli.yaml.Located;
import dev.firstlight.server.cli.yaml.Mistake;
import dev.firstlight.server.cli.yaml.MistakesException;
import dev.firstlight.server.cli.yaml.Place;
import dev.firstlight.server.cli.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The document as files: one, or a directory with {@code firstlight.yaml} and a file for each flag, each segment and
 * what each flag does in each environment. The way to a file is the pointer to what is in it.
 */
final class Tree {

    static final String ROOT = "firstlight.yaml";
    static final String ENDING = ".yaml";

    private Tree() {}

    /** Whether it is meant to be a directory: it is one, or has not the name of a file. */
    static boolean isDirectory(Path path) {
        return Files.isDirectory(path)
                || !Files.exists(path) && !path.getFileName().toString().matches("(?i).*\\.(ya?ml|json)");
    }

    /** Reads a file or a directory. */
    static Located read(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                return read(path, path.toString());
            }
            Path root = path.resolve(ROOT);
            if (!Files.exists(root)) {
                throw new CommandFailure(
                        ExitCode.USAGE, "There is no " + root + "; begin with firstlight export -o " + path + ".");
            }
            Located document = read(root, root.toString());
            if (document.root() instanceof ObjectNode object) {
                Map<String, Place> places = new HashMap<>(document.places());
                List<Mistake> mistakes = new ArrayList<>();
                for (Path file : files(path)) {
                    try {
                        mount(object, places, path.relativize(file), read(file, file.toString()));
                    } catch (MistakesException e) {
                        mistakes.addAll(e.mistakes());
                    }
                }
                if (!mistakes.isEmpty()) {
                    throw new MistakesException(mistakes);
                }
                return new Located(object, places);
            }
            return document;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "Cannot read " + path + ": " + e);
        }
    }

    private static Located read(Path file, String name) throws IOException {
        try {
            return YamlReader.read(name, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new MistakesException(List.of(new Mistake(new Place(name, 1), "", "The file is not UTF-8.")));
        }
    }

    /** The files of a directory beside the root's, sorted. */
    static List<Path> files(Path directory) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String part : List.of("flags", "environments")) {
            if (Files.isDirectory(directory.resolve(part))) {
                try (Stream<Path> files = Files.walk(directory.resolve(part))) {
                    files.filter(file ->
                                    Files.isRegularFile(file) && file.toString().endsWith(ENDING))
                            .sorted()
                            .forEach(all::add);
                }
            }
        }
        return all;
    }

    static List<String> names(Path relative) {
        List<String> names = new ArrayList<>();
        relative.forEach(name -> names.add(name.toString()));
        String last = names.remove(names.size() - 1);
        names.add(last.substring(0, last.length() - ENDING.length()));
        return names;
    }

    /** Sets what a file holds where the way to the file points. */
    private static void mount(ObjectNode root, Map<String, Place> places, Path relative, Located part) {
        List<String> names = names(relative);
        boolean flag = names.size() == 2 && names.get(0).equals("flags");
        boolean within = names.size() == 4 && List.of("segments", "flags").contains(names.get(2));
        String file = part.places()
                .getOrDefault("", new Place(relative.toString(), 1))
                .file();
        if (!flag && !within) {
            throw new MistakesException(List.of(new Mistake(
                    new Place(file, 0),
                    "",
                    "Files are flags/FLAG.yaml, environments/ENVIRONMENT/flags/FLAG.yaml and"
                            + " environments/ENVIRONMENT/segments/SEGMENT.yaml; move this one.")));
        }
        ObjectNode parent = root;
        StringBuilder pointer = new StringBuilder();
        for (String name : names.subList(0, names.size() - 1)) {
            pointer.append('/').append(name);
            JsonNode next = parent.get(name);
            parent = next instanceof ObjectNode object ? object : parent.putObject(name);
            places.putIfAbsent(pointer.toString(), new Place(file, 0));
        }
        String last = names.get(names.size() - 1);
        pointer.append('/').append(last);
        Place taken = places.get(pointer.toString());
        if (taken != null) {
            throw new MistakesException(List.of(new Mistake(
                    new Place(file, 1), pointer.toString(), "This is in " + taken + " already; remove one.")));
        }
        parent.set(last, part.root());
        part.places().forEach((at, place) -> places.put(pointer + at, place));
    }
}
