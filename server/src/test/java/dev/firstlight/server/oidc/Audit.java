package dev.firstlight.server.oidc;

import dev.firstlight.server.support.Api;
import java.util.List;
import java.util.Map;

/** What the audit of access says happened last. */
final class Audit {

    private Audit() {}

    /** The newest rows of an action, as text. */
    static List<String> newest(String action) {
        List<Map<String, Object>> rows = Api.admin()
                .get("/api/v1/audit?limit=20")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
        return rows.stream()
                .filter(row -> action.equals(row.get("action")))
                .map(row -> row.get("subject") + " " + row.get("after"))
                .toList();
    }
}
