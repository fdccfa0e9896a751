package dev.firstlight.server.audit;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Rfc3339;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which rows of the audit are asked for; what is absent does not matter. */
class AuditFilter {

    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    /** Who did it. */
    @QueryParam("actor")
    @Nullable
    String actor;

    /** What was done, e.g. flag.changed. */
    @QueryParam("action")
    @Nullable
    String action;

    /** What the subject begins with, e.g. production/. */
    @QueryParam("subject")
    @Nullable
    String subject;

    /** Done then or later. */
    @QueryParam("since")
    @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Nullable
    String since;

    /** Done before then. */
    @QueryParam("until")
    @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Nullable
    String until;

    /** Adds the conditions to a query and their values to its parameters. */
    void add(StringBuilder sql, Tuple values) {
        add(sql, values, " AND actor = $", actor);
        add(sql, values, " AND action = $", action);
        if (subject != null) {
            // By code point, as the index has it, and whatever characters it is made of.
            add(sql, values, " AND subject COLLATE \"C\" >= $", subject);
            add(sql, values, " AND subject COLLATE \"C\" < $", subject + LAST_CHARACTER);
        }
        add(sql, values, " AND at >= $", instant(since, "/since"));
        add(sql, values, " AND at < $", instant(until, "/until"));
    }

    private static void add(StringBuilder sql, Tuple values, String condition, @Nullable Object value) {
        if (value != null) {
            values.addValue(value);
            sql.append(condition).append(values.size());
        }
    }

    private static @Nullable OffsetDateTime instant(@Nullable String text, String pointer) {
        if (text == null) {
            return null;
        }
        try {
            return Rfc3339.parse(text).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw Failure.malformed(pointer, "Give a time as 2026-01-31T09:00:00Z.");
        }
    }
}
