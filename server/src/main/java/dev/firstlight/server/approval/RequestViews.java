package dev.firstlight.server.approval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Change requests as the API shows them. */
final class RequestViews {

    private RequestViews() {}

    /** As lists have it. */
    static ObjectNode brief(Seen seen) {
        RequestEntity request = seen.request();
        ObjectNode view =
                Json.object().put("id", request.id).put("title", request.title).put("state", request.state.name());
        put(view, "comment", request.comment);
        put(view, "outcome", request.outcome);
        view.put("author", request.author)
                .put("authorName", request.authorName)
                .put("createdAt", request.createdAt.toString());
        put(view, "applyAt", request.applyAt == null ? null : request.applyAt.toString());
        if (request.revision != null) {
            view.put("revision", request.revision);
        }
        view.put("digest", request.digest)
                .put("approvalsNeeded", seen.standing().approvals())
                .put("needsMe", needsMe(seen));
        put(view.putArray("approvals"), request.approvals(seen.events()), false);
        view.setAll((ObjectNode) Json.read(request.request));
        view.set("versions", Json.read(request.versions));
        view.set("difference", Json.read(request.difference));
        return view;
    }

    /** With what it would do, and its history. */
    static ObjectNode whole(Seen seen) {
        ObjectNode view = brief(seen);
        view.set("dryRun", Json.read(seen.request().foretold));
        put(view.putArray("history"), seen.events(), true);
        return view;
    }

    private static boolean needsMe(Seen seen) {
        Dossier dossier = seen.dossier();
        String person = seen.actor().person();
        return dossier.state() == State.OPEN
                && seen.actor().mayApprove()
                && !person.equals(dossier.author())
                && !dossier.approvers().contains(person);
    }

    private static void put(ArrayNode list, List<EventEntity> events, boolean all) {
        for (EventEntity event : events) {
            ObjectNode one = list.addObject();
            if (all) {
                one.put("kind", event.kind.name()).put("digest", event.digest);
            }
            one.put("by", event.actor).put("name", event.name);
            put(one, "comment", event.comment);
            one.put("at", event.at.toString());
        }
    }

    private static void put(ObjectNode view, String field, @Nullable String value) {
        if (value != null) {
            view.put(field, value);
        }
    }
}
