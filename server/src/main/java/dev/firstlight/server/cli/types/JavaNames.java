package dev.firstlight.server.cli.types;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Names that methods can have, made of flags' keys: {@code new-checkout.v2} is {@code newCheckoutV2}. */
final class JavaNames {

    /** Of every object; with other parameters they would be allowed, and mislead. */
    private static final Set<String> OF_OBJECTS =
            Set.of("clone", "equals", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9]+");
    private static final Pattern CAPITAL = Pattern.compile("([A-Z])");

    private JavaNames() {}

    /** A name for each key, in the order of the keys; of keys that come to the same name the later are numbered from 2. */
    static Map<String, String> of(Iterable<String> keys) {
        Map<String, String> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (String key : keys) {
            String name = name(key);
            String free = name;
            for (int i = 2; !taken.add(free); i++) {
                free = name + i;
            }
            names.put(key, free);
        }
        return names;
    }

    private static String name(String key) {
        StringBuilder name = new StringBuilder();
        for (String word : BETWEEN_WORDS.splitAsStream(key).toList()) {
            name.append(name.isEmpty() ? lower(word) : upper(word));
        }
        String whole = name.toString();
        boolean usable =
                SourceVersion.isIdentifier(whole) && !SourceVersion.isKeyword(whole) && !OF_OBJECTS.contains(whole);
        return usable ? whole : "flag" + upper(whole);
    }

    /** The same as a constant's name: no two names come to the same one. */
    static String constant(String name) {
        return CAPITAL.matcher(name).replaceAll("_$1").toUpperCase(Locale.ROOT);
    }

    private static String lower(String word) {
        return word.isEmpty() ? "" : word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }

    private static String upper(String word) {
        return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
