package dev.firstlight.server.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an endpoint is sent. */
enum Format {
    /** A CloudEvent, signed as Standard Webhooks says. */
    STANDARD,
    SLACK,
    TEAMS,
    DISCORD,
    /** Deployments of a repository and their states. */
    GITHUB;

    /** What an event is sent as; null where it takes more than one request. */
    @Nullable
    ObjectNode body(Happened event) {
        return switch (this) {
            case STANDARD -> event.cloudEvent();
            case SLACK -> ChatMessage.slack(event);
            case TEAMS -> ChatMessage.teams(event);
            case DISCORD -> ChatMessage.discord(event);
            case GITHUB -> null;
        };
    }

    /** As the API writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Format of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
