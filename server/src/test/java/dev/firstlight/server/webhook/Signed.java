package dev.firstlight.server.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.firstlight.server.webhook.Receiver.Got;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the published library for Java says of a signature. */
final class Signed {

    private Signed() {}

    static void verify(String secret, Got got) {
        Map<String, List<String>> headers = got.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        try {
            new Webhook(secret).verify(got.body(), HttpHeaders.of(headers, (name, value) -> true));
        } catch (WebhookVerificationException | EmptyWebhookSecretException e) {
            throw new AssertionError(e);
        }
    }
}
