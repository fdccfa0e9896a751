package dev.firstlight.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.DirectoryUser;
import dev.firstlight.server.platform.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A person as SCIM's core schema has a User. What we do not keep is passed over, as RFC 7644 lets servers do. */
final class UserJson {

    static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";

    private UserJson() {}

    static ObjectNode write(DirectoryUser user, String base) {
        ObjectNode json = ScimJson.resource(SCHEMA, user.id(), user.externalId());
        json.put("userName", user.email());
        json.put("displayName", user.name());
        json.putObject("name").put("formatted", user.name());
        json.put("active", user.active());
        json.putArray("emails")
                .addObject()
                .put("value", user.email())
                .put("type", "work")
                .put("primary", true);
        for (DirectoryUser.Ref group : user.groups()) {
            json.withArray("groups")
                    .addObject()
                    .put("value", group.id())
                    .put("display", group.name())
                    .put("$ref", base + "/Groups/" + group.id());
        }
        return ScimJson.meta(json, "User", base + "/Users/" + user.id(), user.createdAt(), user.changedAt());
    }

    /** @throws Failure where there is no name that is an address */
    static DirectoryUser.Wanted read(JsonNode json) {
        String userName = json.path("userName").asText("").strip();
        String email = userName.contains("@") ? userName : address(json);
        if (email == null) {
            throw Failure.invalid("/userName", "\"userName\" is the person's email address, or \"emails\" holds it.");
        }
        return new DirectoryUser.Wanted(
                email, name(json, email), ScimJson.text(json.path("externalId")), isActive(json.path("active")));
    }

    /** The primary address, or the first. */
    private static @Nullable String address(JsonNode json) {
        String first = null;
        for (JsonNode email : json.path("emails")) {
            String value = ScimJson.text(email.path("value"));
            if (value != null && email.path("primary").asBoolean()) {
                return value;
            }
            first = first == null ? value : first;
        }
        return first;
    }

    private static String name(JsonNode json, String email) {
        String display = ScimJson.text(json.path("displayName"));
        if (display != null) {
            return display;
        }
        JsonNode name = json.path("name");
        String formatted = ScimJson.text(name.path("formatted"));
        if (formatted != null) {
            return formatted;
        }
        String parts = (name.path("givenName").asText("") + " "
                        + name.path("familyName").asText(""))
                .strip();
        return parts.isEmpty() ? email : parts;
    }

    /** Some directories send it as a text. */
    private static boolean isActive(JsonNode active) {
        return active.isTextual() ? !active.asText().toLowerCase(Locale.ROOT).equals("false") : active.asBoolean(true);
    }
}
