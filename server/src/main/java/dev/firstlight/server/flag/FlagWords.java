package dev.firstlight.server.flag;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What of a flag is looked through: a small part of its row, so that every flag of a project is read for each letter that
 * somebody types.
 *
 * @param tags as JSON
 */
record FlagWords(
        String key,
        String name,
        String description,
        String tags,
        @Nullable String owner,
        String type) {

    String text() {
        return (key + " " + name + " " + description).toLowerCase(Locale.ROOT);
    }
}
