package dev.firstlight.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where one client keeps its files, those of each server and key under names of their own. */
final class CacheDirectory {

    private final Path directory;
    private final String prefix;

    /** The names tell servers and keys apart, so that an SDK never starts with another environment's flags. */
    CacheDirectory(Path directory, SourceConfig config) {
        String name = Checksum.of((config.urls().get(0) + "\n" + config.sdkKey()).getBytes(StandardCharsets.UTF_8));
        this.directory = directory;
        this.prefix = "firstlight-" + name.substring(0, 16);
    }

    /** A file of this server and key. */
    Path resolve(String rest) {
        return directory.resolve(prefix + rest);
    }

    /** What comes after the part of the name that all files of this server and key share, of those there are. */
    List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, prefix + "*")) {
            files.forEach(file -> names.add(file.getFileName().toString().substring(prefix.length())));
        }
        return names;
    }
}
