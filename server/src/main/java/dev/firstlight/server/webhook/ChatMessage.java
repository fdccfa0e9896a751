package dev.firstlight.server.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happened, as chats take it by their incoming webhooks. What people wrote is text there: it marks nothing up, and calls nobody. */
final class ChatMessage {

    private static final int LONGEST = 1_500;

    private ChatMessage() {}

    static ObjectNode slack(Happened event) {
        String more = more(event);
        return Json.object()
                .put("text", "*" + escaped(headline(event)) + "*" + (more == null ? "" : "\n" + escaped(more)))
                .put("unfurl_links", false);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static ObjectNode discord(Happened event) {
        String more = more(event);
        ObjectNode message = Json.object()
                .put("content", "**" + unmarked(headline(event)) + "**" + (more == null ? "" : "\n" + unmarked(more)));
        message.putObject("allowed_mentions").putArray("parse");
        return message;
    }

    /** Markdown's marks stand for themselves after a backslash. */
    private static String unmarked(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (char letter : text.toCharArray()) {
            if ("\\*_~`|>#[]()<".indexOf(letter) >= 0) {
                plain.append('\\');
            }
            plain.append(letter);
        }
        return plain.toString();
    }

    /** An Adaptive Card, as workflows of Teams take it. */
    static ObjectNode teams(Happened event) {
        ObjectNode message = Json.object().put("type", "message");
        ObjectNode card = message.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .putObject("content")
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4");
        block(card, headline(event)).put("weight", "Bolder");
        String more = more(event);
        if (more != null) {
            block(card, more);
        }
        return message;
    }

    private static ObjectNode block(ObjectNode card, String text) {
        return card.withArray("body")
                .addObject()
                .put("type", "TextBlock")
                .put("text", unmarked(text))
                .put("wrap", true);
    }

    /** {@code Release rolled back: production/checkout-v2}. */
    static String headline(Happened event) {
        StringBuilder words = new StringBuilder();
        for (char letter : event.type().toCharArray()) {
            boolean space = letter == '.' || letter == '-';
            if (Character.isUpperCase(letter)) {
                words.append(' ').append(Character.toLowerCase(letter));
            } else {
                words.append(space ? ' ' : letter);
            }
        }
        String text = words.toString();
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ": " + event.subject();
    }

    /** The release's own sentence; else who did it, and why. */
    static @Nullable String more(Happened event) {
        String sentence = event.text("sentence");
        if (sentence != null) {
            return shortened(sentence);
        }
        String actor = event.text("actor");
        String comment = event.text("comment");
        if (actor == null) {
            return comment == null ? null : shortened(comment);
        }
        return shortened("By " + actor + (comment == null ? "" : ": " + comment));
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
