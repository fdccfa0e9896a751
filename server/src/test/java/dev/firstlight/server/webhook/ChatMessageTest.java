package dev.firstlight.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChatMessageTest {

    private static Happened event(String type, ObjectNode data) {
        return new Happened("msg_1", "comics", type, "production/checkout-v2", Instant.EPOCH, data);
    }

    private static Happened rolledBack(String sentence) {
        return event(
                "release.rolledBack",
                Json.object().put("release", "01J").put("sentence", sentence).put("actor", "system"));
    }

    @Test
    void aReleaseSpeaksForItself() {
        ObjectNode message = ChatMessage.slack(rolledBack("Rolled back: 37 of 100."));
        assertThat(message.get("text").asText())
                .isEqualTo("*Release rolled back: production/checkout-v2*\nRolled back: 37 of 100.");
    }

    @Test
    void anEditSaysByWhomAndWhy() {
        Happened edit = event(
                "flag.changed", Json.object().put("actor", "kiri@example.com").put("comment", "calm down"));
        assertThat(ChatMessage.headline(edit)).isEqualTo("Flag changed: production/checkout-v2");
        assertThat(ChatMessage.more(edit)).isEqualTo("By kiri@example.com: calm down");
        assertThat(ChatMessage.headline(event("change-request.created", Json.object())))
                .isEqualTo("Change request created: production/checkout-v2");
    }

    @Test
    void nobodyIsCalledAndNothingMarkedUpByWhatPeopleWrote() {
        Happened hostile = event(
                "flag.changed",
                Json.object().put("actor", "a").put("comment", "<!channel> @everyone *x* [a](http://b)"));
        assertThat(ChatMessage.slack(hostile).get("text").asText())
                .contains("&lt;!channel&gt;")
                .doesNotContain("<");
        ObjectNode discord = ChatMessage.discord(hostile);
        assertThat(discord.get("allowed_mentions").get("parse")).isEmpty();
        assertThat(discord.get("content").asText()).contains("\\*x\\*").contains("\\[a\\]\\(http");
        assertThat(ChatMessage.teams(hostile)
                        .at("/attachments/0/content/body/1/text")
                        .asText())
                .contains("\\[a\\]");
    }

    @Test
    void longTextsAreCutBetweenLetters() {
        String more = ChatMessage.more(rolledBack("🌅".repeat(5_000)));
        assertThat(more).hasSize(1_500 * 2 + 1).endsWith("…");
        assertThat(ChatMessage.discord(rolledBack("x".repeat(9_000)))
                        .get("content")
                        .asText()
                        .length())
                .isLessThan(2_000);
    }

    @Test
    void gitHubHasAWordForMost() {
        assertThat(GitHubDeployments.state("release.started")).isEqualTo("in_progress");
        assertThat(GitHubDeployments.state("release.completed")).isEqualTo("success");
        assertThat(GitHubDeployments.state("release.rolledBack")).isEqualTo("failure");
        assertThat(GitHubDeployments.state("release.confirmed")).isNull();
    }
}
