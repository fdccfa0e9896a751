package dev.firstlight.server.webhook;

import dev.firstlight.server.platform.Failure;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it shall be.
 *
 * @param url http or https; of a repository, {@code https://api.github.com/repos/<owner>/<name>}, where deployments are told of
 * @param format what is sent; {@code standard} where it is left out
 * @param events types, or beginnings of some as {@code release.*}; all where there are none
 * @param environments keys; whatever it is about where there are none
 * @param secret what signs, {@code whsec_…}; one is made where it is left out, and the one that is there stays. Of GitHub a token
 * @param ref the branch, tag or commit of deployments, where GitHub is told
 * @param enabled whether anything is delivered; yes where it is left out
 */
@Schema(name = "WebhookRequest")
record WebhookRequest(
        @NotBlank @Size(max = 200) @Pattern(regexp = "[^\\x00]*")
        String name,

        @NotNull
        @Size(max = 2_000)
        @Pattern(regexp = "https?://[^\\s\\x00]+", message = "This is an http or https address.")
        String url,

        @Nullable
        @Pattern(
                regexp = "standard|slack|teams|discord|github",
                message = "A format is standard, slack, teams, discord or github.")
        String format,

        @Nullable @Size(max = 50)
        List<
                        @NotNull
                        @Pattern(
                                regexp = "[a-z][a-z-]{0,39}\\.(\\*|[a-z][a-zA-Z-]{0,39})",
                                message =
                                        "This is a type of events such as release.rolledBack, or the beginning of some such as release.*.")
                        String>
                events,

        @Nullable @Size(max = 50)
        List<@NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,63}", message = "This is no key.") String> environments,

        @Nullable @Size(max = 500) @Pattern(regexp = "[!-~]+", message = "A secret has no spaces.")
        String secret,

        @Nullable @Size(max = 200) @Pattern(regexp = "[^\\s\\x00]+")
        String ref,

        @Nullable Boolean enabled) {

    Format kind() {
        return format == null ? Format.STANDARD : Format.of(format);
    }

    boolean isEnabled() {
        return !Boolean.FALSE.equals(enabled);
    }

    List<String> eventTypes() {
        return events == null ? List.of() : events;
    }

    List<String> environmentKeys() {
        return environments == null ? List.of() : environments;
    }

    /** The address as it is asked; refused where none could be. */
    String address() {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw Failure.invalid("/url", "This is no address: " + e.getReason() + ".");
        }
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw Failure.invalid("/url", "An address has a host, no user and no fragment.");
        }
        if (kind() != Format.GITHUB) {
            return url;
        }
        if (!uri.getPath().matches("(/api/v3)?/repos/[^/]+/[^/]+/?") || uri.getQuery() != null) {
            throw Failure.invalid(
                    "/url", "GitHub is told at a repository's address, https://api.github.com/repos/<owner>/<name>.");
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Refuses what belongs to another format. */
    void requireFit(boolean isNew) {
        Format kind = kind();
        if (kind == Format.STANDARD && secret != null) {
            Signature.require(secret);
        }
        if (kind == Format.GITHUB && isNew && secret == null) {
            throw Failure.invalid("/secret", "GitHub asks for a token that may write deployments.");
        }
        if (kind == Format.GITHUB && ref == null) {
            throw Failure.invalid("/ref", "A deployment is of a branch, a tag or a commit.");
        }
        if (kind != Format.GITHUB && ref != null) {
            throw Failure.invalid("/ref", "Only the format github has a ref.");
        }
        if (kind != Format.GITHUB && kind != Format.STANDARD && secret != null) {
            throw Failure.invalid(
                    "/secret", "The format " + kind.word() + " is not signed: its secret is in its address.");
        }
    }
}
