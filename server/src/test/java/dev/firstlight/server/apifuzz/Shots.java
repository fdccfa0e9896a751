package dev.firstlight.server.apifuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes requests from operations: as the document says, or broken in one way or several. */
final class Shots {

    private static final JsonNode NOTHING = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();

    /** The last ETag that came from each path: what If-Match is to have. */
    static final Map<String, String> TAGS = new ConcurrentHashMap<>();

    private final ApiDocument document;
    private final Pool pool;
    private final SplittableRandom random;
    private final Values values;
    private final Breakage breakage;

    Shots(ApiDocument document, Pool pool, SplittableRandom random) {
        this.document = document;
        this.pool = pool;
        this.random = random;
        this.values = new Values(document, pool, random);
        this.breakage = new Breakage(random);
    }

    Shot make(Operation operation, Actor actor) {
        return random.nextInt(100) < 45 ? sound(operation, actor) : broken(operation, actor);
    }

    Shot sound(Operation operation, Actor actor) {
        String path = path(operation, -1);
        List<String[]> headers = headers(operation, path);
        byte[] body = null;
        List<String> types = operation.takes();
        if (!types.isEmpty() && (operation.needsBody() || random.nextInt(4) > 0)) {
            String type = breakage.any(types);
            headers.add(new String[] {"Content-Type", type});
            body = body(operation, type);
        }
        return new Shot(
                operation,
                actor,
                operation.method(),
                path + query(operation),
                path,
                headers,
                body,
                random.nextInt(20) == 0,
                null);
    }

    private byte[] body(Operation operation, String type) {
        if (type.endsWith("json")) {
            return values.of(operation.bodySchema(type), "").toString().getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder lines = new StringBuilder();
        for (int i = random.nextInt(50); i >= 0; i--) {
            lines.append("user-").append(random.nextInt(1000)).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Shot broken(Operation operation, Actor actor) {
        Shot sound = sound(operation, actor);
        List<String> ways = new ArrayList<>(List.of("header", "method", "query"));
        if (operation.path().contains("{")) {
            ways.addAll(List.of("path", "path"));
        }
        if (sound.body() != null) {
            ways.addAll(List.of("json", "json", "json", "json", "json", "json", "bytes", "bytes", "type", "no header"));
        }
        if (!operation.in("query").isEmpty()) {
            ways.addAll(List.of("query", "query"));
        }
        return breakIn(breakage.any(ways), sound);
    }

    private Shot breakIn(String way, Shot sound) {
        List<String[]> headers = new ArrayList<>(sound.headers());
        String method = sound.method();
        String target = sound.target();
        String path = sound.path();
        byte[] body = sound.body();
        switch (way) {
            case "json" -> {
                if (sound.mediaType().endsWith("json")) {
                    body = breakage.json(values.of(
                                    sound.operation()
                                                    .bodySchema(sound.mediaType())
                                                    .isMissingNode()
                                            ? NOTHING
                                            : sound.operation().bodySchema(sound.mediaType()),
                                    ""))
                            .getBytes(StandardCharsets.UTF_8);
                } else {
                    body = breakage.bytes(body == null ? new byte[0] : body);
                }
            }
            case "bytes" -> body = breakage.bytes(body == null ? new byte[0] : body);
            case "type" -> {
                headers.removeIf(one -> one[0].equals("Content-Type"));
                String type = breakage.any(Breakage.TYPES);
                if (!type.isEmpty()) {
                    headers.add(new String[] {"Content-Type", type});
                }
            }
            case "no header" -> {
                if (!headers.isEmpty()) {
                    headers.remove(random.nextInt(headers.size()));
                }
            }
            case "header" -> {
                String[] header = breakage.any(Breakage.HEADERS);
                if (random.nextInt(4) > 0) {
                    headers.removeIf(one -> one[0].equalsIgnoreCase(header[0]));
                }
                headers.add(header);
            }
            case "method" -> {
                // What all else stands on stays, also where nobody asked for its end.
                boolean ground = pool.isGround(path.substring(path.lastIndexOf('/') + 1));
                String other = breakage.any(Breakage.METHODS);
                method = ground && other.equals("DELETE") ? "TRACE" : other;
            }
            case "query" -> target = brokenQuery(sound);
            default -> {
                path = path(sound.operation(), random.nextInt(8));
                target = path + (target.contains("?") ? target.substring(target.indexOf('?')) : "");
            }
        }
        return new Shot(sound.operation(), sound.actor(), method, target, path, headers, body, sound.chunked(), way);
    }

    private String brokenQuery(Shot sound) {
        List<Operation.Parameter> known = sound.operation().in("query");
        String name = known.isEmpty() || random.nextInt(6) == 0
                ? breakage.any(List.of("unknown", "", "limit", "%00", "a[b]", "%zz"))
                : breakage.any(known).name();
        String one = name + "=" + breakage.any(Breakage.QUERIES);
        return switch (random.nextInt(4)) {
            case 0 -> sound.path() + "?" + one + "&" + one;
            case 1 -> sound.path() + "?" + name;
            default -> sound.path() + "?" + one;
        };
    }

    /** The path with names that are there; where one is to be wrong, one that is not. */
    private String path(Operation operation, int wrong) {
        StringBuilder path = new StringBuilder();
        String kind = "";
        int place = 0;
        String[] steps = operation.path().substring(1).split("/");
        long parameters = operation.path().chars().filter(c -> c == '{').count();
        for (String step : steps) {
            path.append('/');
            if (step.startsWith("{")) {
                String name = step.substring(1, step.length() - 1);
                path.append(
                        wrong >= 0 && place++ == wrong % Math.max(1, parameters)
                                ? breakage.any(Breakage.SEGMENTS)
                                : encoded(segment(operation, name, kind)));
            } else {
                kind = step;
                path.append(step);
            }
        }
        return path.toString();
    }

    /** A value for a parameter in the path; never one that would take away what all else stands on. */
    private String segment(Operation operation, String name, String kind) {
        boolean last = operation.path().endsWith("{" + name + "}");
        boolean place = Set.of("projects", "environments").contains(kind);
        boolean takes = operation.method().equals("DELETE")
                || place && operation.method().equals("PATCH");
        boolean away = last && takes || operation.path().endsWith("}/archive") && kind.equals("flags");
        String value = anySegment(operation, name, kind);
        for (int i = 0; i < 5 && away && pool.isGround(value); i++) {
            value = anySegment(operation, name, kind);
        }
        return away && pool.isGround(value) ? "none-" + random.nextInt(100) : value;
    }

    private String anySegment(Operation operation, String name, String kind) {
        String known = random.nextInt(12) == 0 ? null : pool.any(kind, random);
        if (known == null && random.nextInt(12) > 0) {
            known = pool.named(name, random);
        }
        if (known != null && !kind.isEmpty() && !isWord(operation, name)) {
            return known;
        }
        JsonNode schema = operation.in("path").stream()
                .filter(one -> one.name().equals(name))
                .map(Operation.Parameter::schema)
                .findFirst()
                .orElse(NOTHING);
        JsonNode value = values.of(schema, name);
        String text = value.isTextual() ? value.asText() : value.toString();
        return text.isEmpty() ? "x" : text;
    }

    /** Whether the document itself names all that the parameter may be. */
    private boolean isWord(Operation operation, String name) {
        return operation.in("path").stream()
                .anyMatch(one -> one.name().equals(name)
                        && document.resolve(one.schema()).has("enum"));
    }

    private List<String[]> headers(Operation operation, String path) {
        List<String[]> headers = new ArrayList<>();
        for (Operation.Parameter one : operation.in("header")) {
            // Without If-Match most edits come to nothing.
            int often = one.name().equals("If-Match") ? 85 : 33;
            if (one.required() || random.nextInt(100) < often) {
                String value = one.name().equals("If-Match") ? tag(path) : null;
                if (value == null) {
                    value = one.name().equals("Idempotency-Key")
                            ? "k" + random.nextInt(100_000)
                            : header(values.of(one.schema(), one.name()).asText());
                }
                headers.add(new String[] {one.name(), value});
            }
        }
        return headers;
    }

    private static String header(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 127) ? text : "plain";
    }

    /** Of the path, or of what it is a part of. */
    private static @Nullable String tag(String path) {
        for (String at = path; at.length() > 1; at = at.substring(0, at.lastIndexOf('/'))) {
            String tag = TAGS.get(at);
            if (tag != null) {
                return tag;
            }
        }
        return null;
    }

    private String query(Operation operation) {
        StringBuilder query = new StringBuilder();
        for (Operation.Parameter one : operation.in("query")) {
            // A wait that is not told how long is one of half a minute.
            if (one.required() || one.name().equals("timeout") || random.nextInt(3) == 0) {
                JsonNode value = values.of(one.schema(), one.name());
                query.append(query.isEmpty() ? '?' : '&')
                        .append(one.name())
                        .append('=')
                        .append(encoded(value.isTextual() ? value.asText() : value.toString()));
            }
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
