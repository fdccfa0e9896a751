package dev.firstlight.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which resources of a list are asked for: RFC 7644, 3.4.2. */
public class ScimPage {

    private static final int USUAL = 100;
    private static final int MOST = 500;

    @QueryParam("filter")
    @Nullable
    String filter;

    @QueryParam("startIndex")
    @Nullable
    Integer startIndex;

    @QueryParam("count")
    @Nullable
    Integer count;

    @QueryParam("excludedAttributes")
    @Nullable
    String excludedAttributes;

    /** Of all resources those that are asked for, as a ListResponse. */
    ObjectNode of(List<ObjectNode> all) {
        List<ObjectNode> found = filtered(all);
        int start = startIndex == null ? 1 : Math.max(1, startIndex);
        int most = count == null ? USUAL : Math.min(MOST, Math.max(0, count));
        int from = Math.min(found.size(), start - 1);
        List<ObjectNode> page = found.subList(from, Math.min(found.size(), from + most));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:ListResponse");
        answer.put("totalResults", found.size());
        answer.put("startIndex", start);
        answer.put("itemsPerPage", page.size());
        answer.putArray("Resources").addAll(page.stream().map(this::without).toList());
        return answer;
    }

    /** The same without what is not wanted; what identifies a resource stays. */
    ObjectNode without(ObjectNode resource) {
        if (excludedAttributes != null) {
            for (String name : excludedAttributes.split(",", -1)) {
                if (!name.strip().equals("id") && !name.strip().equals("schemas")) {
                    resource.remove(name.strip());
                }
            }
        }
        return resource;
    }

    private List<ObjectNode> filtered(List<ObjectNode> all) {
        if (filter == null || filter.isBlank()) {
            return all;
        }
        Predicate<JsonNode> asked = ScimFilter.read(filter);
        return all.stream().filter(asked).toList();
    }
}
