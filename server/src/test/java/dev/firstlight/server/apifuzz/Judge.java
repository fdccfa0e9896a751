package dev.firstlight.server.apifuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an answer is what the document says, and what HTTP says of answers. */
final class Judge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ORDINARY = Set.of("GET", "PUT", "POST", "DELETE", "PATCH");

    /** What the server refuses before it has read it. */
    private static final Set<Integer> WORDLESS = Set.of(414, 431);

    private final ApiDocument document;

    Judge(ApiDocument document) {
        this.document = document;
    }

    /** Every contradiction, in words; empty where there is none. */
    List<String> problems(Shot shot, Answer answer) {
        List<String> problems = new ArrayList<>();
        if (answer.status() == 400 && isNoAddress(shot.target()) || isCutShort(shot, answer)) {
            return problems;
        }
        if (answer.status() >= 500) {
            problems.add("status " + answer.status());
        }
        http(shot, answer, problems);
        if (shot.method().equals("HEAD") || shot.method().equals("OPTIONS")) {
            return problems;
        }
        if (!shot.operation().allowed().contains(shot.method())) {
            if (answer.status() < 400) {
                problems.add("a method that the path does not have is answered with " + answer.status());
            }
            problem(answer, problems);
            return problems;
        }
        if (shot.method().equals(shot.operation().method()) && isOwnPath(shot)) {
            declared(shot.operation(), answer, problems);
            access(shot, answer, problems);
            sent(shot, answer, problems);
        } else if (!isAnotherForm(shot.operation(), answer)) {
            problem(answer, problems);
        }
        return problems;
    }

    /** A body that does not say how long it is, and becomes too long, is refused by the platform without a word. */
    private static boolean isCutShort(Shot shot, Answer answer) {
        return shot.chunked() && answer.status() == 413 && answer.body().length == 0;
    }

    /** What is no URI is refused before any code of ours sees it, without a word. */
    private static boolean isNoAddress(String target) {
        try {
            new URI(target);
            return false;
        } catch (URISyntaxException e) {
            return true;
        }
    }

    /** Whether the operation itself says errors in that form. */
    private boolean isAnotherForm(Operation operation, Answer answer) {
        String key = operation.declared(answer.status());
        return key != null
                && document.root()
                        .at(document.place(operation.pointer() + "/responses/" + key))
                        .path("content")
                        .has(answer.mediaType());
    }

    /** An odd segment can make another operation's path of it, or none. */
    private static boolean isOwnPath(Shot shot) {
        return !"path".equals(shot.broken());
    }

    private static void http(Shot shot, Answer answer, List<String> problems) {
        if (answer.status() == 405 && answer.header("Allow") == null) {
            problems.add("405 without Allow");
        }
        if (answer.status() == 401 && answer.header("WWW-Authenticate") == null) {
            problems.add("401 without WWW-Authenticate");
        }
        if ((answer.status() == 429 || answer.status() == 503) && answer.header("Retry-After") == null) {
            problems.add(answer.status() + " without Retry-After");
        }
        if (answer.body().length > 0 && answer.header("Content-Type") == null) {
            problems.add("a body without Content-Type");
        }
        if (ORDINARY.contains(shot.method()) && answer.isJson()) {
            parse(answer, problems);
        }
    }

    private static @Nullable JsonNode parse(Answer answer, List<String> problems) {
        try {
            return JSON.readTree(answer.body());
        } catch (java.io.IOException e) {
            problems.add("the body is no JSON: " + e.getMessage());
            return null;
        }
    }

    private static void problem(Answer answer, List<String> problems) {
        if (answer.status() < 400 || WORDLESS.contains(answer.status()) && answer.body().length == 0) {
            return;
        }
        if (!answer.mediaType().equals("application/problem+json")) {
            problems.add("an error that is no application/problem+json but \"" + answer.mediaType() + "\"");
            return;
        }
        JsonNode body = parse(answer, problems);
        if (body != null) {
            for (String field : List.of("type", "title", "detail")) {
                if (!body.path(field).isTextual()) {
                    problems.add("a problem without " + field);
                }
            }
            if (body.path("status").asInt() != answer.status()) {
                problems.add("a problem of another status");
            }
        }
    }

    private void declared(Operation operation, Answer answer, List<String> problems) {
        String key = operation.declared(answer.status());
        if (key == null) {
            problems.add("the document has no answer " + answer.status());
            return;
        }
        String at = document.place(operation.pointer() + "/responses/" + key);
        JsonNode response = document.root().at(at);
        response.path("headers").properties().forEach(header -> {
            JsonNode declared = document.resolve(header.getValue());
            String value = answer.header(header.getKey());
            if (value == null && declared.path("required").asBoolean(false)) {
                problems.add("the header " + header.getKey() + " is missing");
            } else if (value != null && declared.has("schema")) {
                String text = declared.path("schema").path("type").asText().equals("integer")
                        ? value
                        : JSON.getNodeFactory().textNode(value).toString();
                document.problems(
                                document.place(at + "/headers/" + ApiDocument.escape(header.getKey())) + "/schema",
                                text)
                        .forEach(one -> problems.add("header " + header.getKey() + one));
            }
        });
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            if (answer.body().length > 0) {
                problems.add("a body where the document has none for " + answer.status());
            }
            return;
        }
        if (!content.has(answer.mediaType())) {
            problems.add("the document has no \"" + answer.mediaType() + "\" for " + answer.status());
            return;
        }
        if (answer.status() >= 400 && answer.mediaType().equals("application/problem+json")) {
            problem(answer, problems);
        }
        if (answer.isJson()) {
            document.problems(at + "/content/" + ApiDocument.escape(answer.mediaType()) + "/schema", answer.text())
                    .forEach(one -> problems.add("body" + one));
        }
    }

    private void access(Shot shot, Answer answer, List<String> problems) {
        Set<String> needed = shot.operation().permissions(document.root());
        if (needed.isEmpty() || !Collections.disjoint(needed, shot.actor().permissions())) {
            // That an environment is protected or frozen is another matter, and said in other words.
            boolean refused = answer.status() == 401
                    || answer.status() == 403 && answer.text().contains("This credential may not do that.");
            if (!needed.isEmpty() && shot.broken() == null && refused) {
                problems.add("who may do this is refused");
            }
            return;
        }
        if (answer.status() < 400) {
            problems.add("who may not do this is let through");
        }
        int right = shot.actor().known() ? 403 : 401;
        if (shot.broken() == null && answer.status() != right) {
            problems.add("who may not do this is answered with " + answer.status() + " in place of " + right);
        }
    }

    /** What the document refuses is refused; what it allows is not called malformed. */
    private void sent(Shot shot, Answer answer, List<String> problems) {
        JsonNode schema = shot.operation().bodySchema(shot.mediaType());
        if (shot.body() == null || !shot.mediaType().endsWith("json") || schema.isMissingNode()) {
            return;
        }
        boolean accepted = answer.status() < 300;
        String place =
                shot.operation().requestPointer() + "/content/" + ApiDocument.escape(shot.mediaType()) + "/schema";
        List<String> wrong = wrong(place, shot.body());
        if (accepted && !wrong.isEmpty()) {
            problems.add("the document refuses this body and the server does not: " + wrong);
        }
        // What a patch makes of what is there may be malformed though the patch is not.
        boolean patch = shot.method().equals("PATCH")
                || new String(shot.body(), StandardCharsets.UTF_8).contains("\"patch\":{");
        if (shot.broken() == null && answer.status() == 415) {
            problems.add("a media type that the document has is refused");
        }
        if (shot.broken() == null
                && !patch
                && answer.status() == 400
                && answer.mediaType().equals("application/problem+json")) {
            problems.add("called malformed, as the document has it");
        }
    }

    private List<String> wrong(String place, byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            JSON.readTree(text);
            return document.problems(place, text);
        } catch (CharacterCodingException | JsonProcessingException | NumberFormatException e) {
            return List.of("it is no JSON: " + String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
        }
    }
}
