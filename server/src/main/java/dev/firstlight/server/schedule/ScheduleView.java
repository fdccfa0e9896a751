package dev.firstlight.server.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A scheduled change as the API shows it.
 *
 * @param state pending, running, done, failed or cancelled
 * @param request what is to be changed
 * @param revision what it became, where it is done
 * @param outcome why not, where it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScheduleView(
        String id,
        Instant at,
        @Nullable String timeZone,
        String state,
        @JsonRawValue String request,
        String createdBy,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable Long revision,
        @Nullable String outcome) {

    static final String COLUMNS =
            "id, at, time_zone, state, request, created_by, created_at, ended_at, revision, outcome";

    static ScheduleView of(Row row) {
        OffsetDateTime ended = row.getOffsetDateTime("ended_at");
        return new ScheduleView(
                row.getString("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("time_zone"),
                row.getString("state"),
                row.getString("request"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getLong("revision"),
                row.getString("outcome"));
    }
}
