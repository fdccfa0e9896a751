package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import java.util.Map;

/** Flags as the API shows them. */
final class FlagView {

    private FlagView() {}

    /** The flag with its targeting in each environment, by the environment's key. */
    static ObjectNode flag(FlagEntity flag, Map<String, ObjectNode> targetings) {
        ObjectNode view = own(flag);
        ObjectNode environments = view.putObject("environments");
        targetings.forEach(environments::set);
        return view;
    }

    /** What belongs to the flag in all environments. */
    static ObjectNode own(FlagEntity flag) {
        ObjectNode view = Json.object();
        view.put("key", flag.id.key());
        view.put("name", flag.name);
        view.put("description", flag.description);
        view.set("tags", Json.read(flag.tags));
        view.put("type", flag.type);
        view.set("variants", Json.read(flag.variants));
        if (flag.schema != null) {
            view.set("schema", Json.read(flag.schema));
        }
        view.put("salt", flag.salt);
        view.put("clientVisible", flag.clientVisible);
        if (flag.owner != null) {
            view.put("owner", flag.owner);
        }
        view.set("links", Json.read(flag.links));
        if (flag.lifetime != null) {
            view.put("lifetime", flag.lifetime);
        }
        if (flag.archivedAt != null) {
            view.put("archivedAt", flag.archivedAt.toString());
        }
        view.put("version", flag.version);
        view.put("createdAt", flag.createdAt.toString());
        return view;
    }
}
