package dev.firstlight.server.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An image as a tar, as a registry's client reads it. */
record Image(JsonNode config, List<Path> layers) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Unpacks the tar's parts, and not the layers. */
    static Image read(Path tar, Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        untar(tar, directory);
        Path index = directory.resolve("index.json");
        if (Files.exists(index)) {
            JsonNode manifest = blob(directory, JSON.readTree(index.toFile()).at("/manifests/0/digest"));
            List<Path> layers = new ArrayList<>();
            manifest.path("layers").forEach(layer -> layers.add(path(directory, layer.path("digest"))));
            return new Image(blob(directory, manifest.at("/config/digest")), layers);
        }
        JsonNode manifest =
                JSON.readTree(directory.resolve("manifest.json").toFile()).get(0);
        List<Path> layers = new ArrayList<>();
        manifest.path("Layers").forEach(layer -> layers.add(directory.resolve(layer.asText())));
        return new Image(
                JSON.readTree(
                        directory.resolve(manifest.path("Config").asText()).toFile()),
                layers);
    }

    private static JsonNode blob(Path directory, JsonNode digest) throws IOException {
        return JSON.readTree(path(directory, digest).toFile());
    }

    private static Path path(Path directory, JsonNode digest) {
        return directory.resolve("blobs").resolve(digest.asText().replace(':', '/'));
    }

    /** All layers over each other, as a container sees them. */
    Path unpack(Path root) throws IOException, InterruptedException {
        Files.createDirectories(root);
        for (Path layer : layers) {
            untar(layer, root);
        }
        return root;
    }

    List<String> entrypoint() {
        List<String> words = new ArrayList<>();
        config.at("/config/Entrypoint").forEach(word -> words.add(word.asText()));
        return words;
    }

    long bytes() throws IOException {
        long sum = 0;
        for (Path layer : layers) {
            sum += Files.size(layer);
        }
        return sum;
    }

    private static void untar(Path tar, Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("tar", "-xf", tar.toString(), "-C", directory.toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(tar + " is no tar");
        }
    }
}
