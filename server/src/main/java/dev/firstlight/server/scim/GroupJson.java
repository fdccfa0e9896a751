package dev.firstlight.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.DirectoryGroup;
import dev.firstlight.server.access.DirectoryUser;
import java.util.LinkedHashSet;
import java.util.Set;

/** A team that follows a group, as SCIM's core schema has a Group. */
final class GroupJson {

    static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";

    private GroupJson() {}

    static ObjectNode write(DirectoryGroup group, String base) {
        ObjectNode json = ScimJson.resource(SCHEMA, group.id(), group.externalId());
        json.put("displayName", group.name());
        var members = json.putArray("members");
        for (DirectoryUser.Ref member : group.members()) {
            members.addObject()
                    .put("value", member.id())
                    .put("display", member.name())
                    .put("type", "User")
                    .put("$ref", base + "/Users/" + member.id());
        }
        return ScimJson.meta(json, "Group", base + "/Groups/" + group.id(), group.createdAt(), group.changedAt());
    }

    static DirectoryGroup.Wanted read(JsonNode json) {
        Set<String> members = new LinkedHashSet<>();
        for (JsonNode member : json.path("members")) {
            members.add(member.path("value").asText());
        }
        return new DirectoryGroup.Wanted(
                json.path("displayName").asText("").strip(), ScimJson.text(json.path("externalId")), members);
    }
}
