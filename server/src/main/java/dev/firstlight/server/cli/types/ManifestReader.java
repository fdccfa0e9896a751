package dev.firstlight.server.cli.types;

import static dev.firstlight.core.Problem.at;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.cli.CommandFailure;
import dev.firstlight.server.cli.ExitCode;
import dev.firstlight.wire.Json;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a manifest of OpenFeature: a file, where flags are an object by key, or the API's, where they are a list. */
public final class ManifestReader {

    private ManifestReader() {}

    /**
     * The flags in the order of their keys.
     *
     * @throws CommandFailure where the document is no manifest, or one of its flags cannot be read
     */
    public static Collection<TypedFlag> read(JsonNode document) {
        JsonNode flags = document.path("flags");
        Map<String, TypedFlag> read = new TreeMap<>();
        if (flags.isArray()) {
            for (int i = 0; i < flags.size(); i++) {
                JsonNode flag = flags.get(i);
                add(read, flag(at("/flags", i), flag.path("key").asText(""), flag));
            }
        } else if (flags.isObject()) {
            flags.properties()
                    .forEach(one -> add(read, flag(at("/flags", one.getKey()), one.getKey(), one.getValue())));
        } else {
            throw refused("This is no manifest: it has no flags, neither an object nor a list.");
        }
        return read.values();
    }

    private static void add(Map<String, TypedFlag> all, TypedFlag flag) {
        if (all.put(flag.key(), flag) != null) {
            throw refused("The flag '" + flag.key() + "' is there twice.");
        }
    }

    private static TypedFlag flag(String pointer, String key, JsonNode flag) {
        if (key.isEmpty()) {
            throw refused(pointer + " has no key.");
        }
        JsonNode named = flag.has("flagType") ? flag.get("flagType") : flag.path("type");
        ValueType type = named.isTextual() ? type(named.asText()) : null;
        if (type == null) {
            throw refused(pointer + " is of the type '" + named.asText() + "', which there is not.");
        }
        Object fallback = Json.value(flag.get("defaultValue"));
        if (fallback == null || !type.accepts(fallback)) {
            throw refused(pointer + " has a default that is not of its type.");
        }
        return new TypedFlag(key, type, flag.path("description").textValue(), fallback);
    }

    private static @Nullable ValueType type(String word) {
        return word.equals("float") ? ValueType.NUMBER : ValueType.of(word);
    }

    private static CommandFailure refused(String why) {
        return new CommandFailure(ExitCode.USAGE, why);
    }
}
