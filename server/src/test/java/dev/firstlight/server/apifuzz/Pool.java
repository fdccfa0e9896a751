package dev.firstlight.server.apifuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Names of what is really there, learned from answers: so that requests made from nothing but a document reach what they
 * are for. A kind is the word before a path's parameter, e.g. {@code flags} of {@code …/flags/{flag}}.
 */
final class Pool {

    private static final int MOST = 60;
    private static final Set<String> PLACES = Set.of("projects", "environments");
    private static final Set<String> NAMES = Set.of("key", "id", "seq", "flag", "email");

    private final Set<String> ground = new HashSet<>();
    private final Map<String, List<String>> known = new LinkedHashMap<>();
    private final Set<String> secret;

    /** @param secret what must not be given out: a request with it could take the fuzz's own ground away */
    Pool(Set<String> secret) {
        this.secret = secret;
    }

    /** What must stay as it is: all else stands on it. */
    synchronized void addGround(String kind, String name) {
        add(kind, name);
        ground.add(name);
    }

    synchronized boolean isGround(String name) {
        return ground.contains(name);
    }

    synchronized void add(String kind, String name) {
        List<String> all = known.computeIfAbsent(kind, one -> new ArrayList<>());
        if (!secret.contains(name) && !name.isEmpty() && name.length() <= 300 && !all.contains(name)) {
            all.add(name);
            if (all.size() > MOST) {
                all.remove(3 + (int) (Math.floorMod(name.hashCode(), MOST - 3)));
            }
        }
    }

    synchronized void forget(String kind, String name) {
        List<String> all = known.get(kind);
        // What has only one name left keeps it.
        if (all != null && all.size() > 1) {
            all.remove(name);
        }
    }

    synchronized @Nullable String any(String kind, SplittableRandom random) {
        // Unleash calls them so.
        List<String> all = known.get(kind.equals("features") ? "flags" : kind);
        if (all == null || all.isEmpty()) {
            return null;
        }
        if (PLACES.contains(kind) && random.nextInt(10) < 7) {
            return all.get(0);
        }
        // The first few, which a test made, more often than what came by.
        return all.get(random.nextInt(random.nextInt(3) > 0 ? Math.min(4, all.size()) : all.size()));
    }

    /** What a field of this name may hold: {@code flag} and {@code flags} are the same kind. */
    @Nullable
    String named(String field, SplittableRandom random) {
        for (String kind : List.of(field, field + "s", field + "es")) {
            String name = any(kind, random);
            if (name != null) {
                return name;
            }
        }
        return switch (field) {
            case "treatment", "control", "offVariant" -> any("variants", random);
            case "in" -> any("regions", random);
            case "before", "rule" -> any("rules", random);
            case "with" -> any("environments", random);
            case "from", "to" -> any(random.nextBoolean() ? "revisions" : "environments", random);
            default -> null;
        };
    }

    /** Takes the names in an answer to a path. */
    void learn(String path, JsonNode body) {
        String kind = kind(path);
        learn(kind, body, 0);
    }

    /** The last word of a path that is no parameter. */
    static String kind(String path) {
        String[] steps = path.split("/");
        for (int i = steps.length - 1; i >= 0; i--) {
            if (!steps[i].startsWith("{")) {
                return steps[i];
            }
        }
        return "";
    }

    private void learn(String kind, JsonNode node, int depth) {
        if (depth > 4) {
            return;
        }
        if (node.isArray()) {
            for (int i = 0; i < Math.min(20, node.size()); i++) {
                learn(kind, node.get(i), depth + 1);
            }
        } else if (node.isObject()) {
            node.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (value.isContainerNode()) {
                    String inner = field.getKey().equals("items") || depth == 0 && value.isArray() ? kind : "";
                    if (field.getKey().equals("variants") && value.isObject()) {
                        value.fieldNames().forEachRemaining(name -> add("variants", name));
                    } else if (field.getKey().equals("rules")) {
                        value.forEach(rule -> add("rules", rule.path("id").asText()));
                    } else if (!inner.isEmpty()) {
                        learn(inner, value, depth + 1);
                    }
                } else if (NAMES.contains(field.getKey()) && !kind.isEmpty()) {
                    add(kind, value.asText());
                } else if (Set.of("revision", "nextCursor", "anchor", "key").contains(field.getKey())) {
                    add(field.getKey() + "s", value.asText());
                }
            });
        }
    }
}
