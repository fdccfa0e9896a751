package dev.firstlight.server.schedule;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A time as people say it: with an offset, or on the clock of a place.
 *
 * @param zone the place's, null where there was none
 */
record When(Instant at, @Nullable String zone) {

    /** Reads a time; refused where there is none such on the place's clock. */
    static When parse(String at, @Nullable String timeZone) {
        if (timeZone == null) {
            try {
                return new When(Rfc3339.parse(at), null);
            } catch (DateTimeException e) {
                throw Failure.invalid(
                        "/at",
                        "A time is RFC 3339 with an offset, e.g. 2026-12-01T09:00:00Z; or send \"timeZone\" beside a"
                                + " time without one.");
            }
        }
        ZoneId zone = zone(timeZone);
        try {
            LocalDateTime local = LocalDateTime.parse(at);
            if (zone.getRules().getValidOffsets(local).isEmpty()) {
                throw Failure.invalid(
                        "/at", "Clocks in " + timeZone + " are put forward over " + at + "; take an earlier or later.");
            }
            return new When(Rfc3339.within(local.atZone(zone).toInstant()), timeZone);
        } catch (DateTimeException e) {
            throw Failure.invalid("/at", "With \"timeZone\" a time has no offset, e.g. 2026-12-01T09:00:00.");
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Failure.invalid("/timeZone", "There is no time zone \"" + name + "\"; e.g. Pacific/Auckland.");
        }
    }
}
