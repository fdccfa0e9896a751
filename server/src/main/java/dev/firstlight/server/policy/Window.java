package dev.firstlight.server.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A time that comes once or again and again, such as when a freeze holds: once, or every week by the clock of a place. Its first instant is in it, its last is not. */
public sealed interface Window {

    /** When it ends, where the instant is in it; null where it is not. */
    @Nullable
    Instant endAfter(Instant at);

    /** When it next begins after the instant; null for never again. */
    @Nullable
    Instant startAfter(Instant at);

    /** From one instant to another. */
    record Once(Instant from, Instant until) implements Window {

        @Override
        public @Nullable Instant endAfter(Instant at) {
            return !at.isBefore(from) && at.isBefore(until) ? until : null;
        }

        @Override
        public @Nullable Instant startAfter(Instant at) {
            return at.isBefore(from) ? from : null;
        }
    }

    /**
     * On some days of each week. Where it ends no later than it begins, it ends on the next day. Where clocks are put
     * forward over one of its ends, that is the moment they are; where they are put back over one, the longer way holds.
     *
     * @param days on which it begins
     */
    record Weekly(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime until) implements Window {

        private static final int WEEK = 7;

        /** What begins where the last ended is one: a weekend ends on Monday, not twice. */
        @Override
        public @Nullable Instant endAfter(Instant at) {
            Instant end = endOfOne(at);
            for (int i = 0; end != null && i <= WEEK; i++) {
                Instant longer = endOfOne(end);
                if (longer == null) {
                    return end;
                }
                end = longer;
            }
            return end;
        }

        private @Nullable Instant endOfOne(Instant at) {
            LocalDate today = at.atZone(zone).toLocalDate();
            Instant latest = null;
            for (int i = -2; i <= 1; i++) {
                LocalDate day = today.plusDays(i);
                if (days.contains(day.getDayOfWeek()) && !at.isBefore(start(day)) && at.isBefore(end(day))) {
                    latest = latest == null || end(day).isAfter(latest) ? end(day) : latest;
                }
            }
            return latest;
        }

        @Override
        public @Nullable Instant startAfter(Instant at) {
            LocalDate today = at.atZone(zone).toLocalDate();
            for (int i = -1; i <= WEEK + 1; i++) {
                LocalDate day = today.plusDays(i);
                if (days.contains(day.getDayOfWeek()) && start(day).isAfter(at)) {
                    return start(day);
                }
            }
            return null;
        }

        /** Whether it never ends: then it is no freeze. */
        boolean isEndless() {
            Instant any = Instant.EPOCH;
            Instant start = startAfter(any);
            Instant end = start == null ? null : endAfter(start);
            return start != null && end != null && Duration.between(start, end).toDays() >= WEEK - 1;
        }

        private Instant start(LocalDate day) {
            return instant(day, from, false);
        }

        private Instant end(LocalDate day) {
            return instant(until.isAfter(from) ? day : day.plusDays(1), until, true);
        }

        private Instant instant(LocalDate day, LocalTime time, boolean late) {
            // A time that clocks leave out counts as the moment they are put forward.
            var gap = zone.getRules().getTransition(day.atTime(time));
            if (gap != null && gap.isGap()) {
                return gap.getInstant();
            }
            ZonedDateTime at = day.atTime(time).atZone(zone);
            return (late ? at.withLaterOffsetAtOverlap() : at.withEarlierOffsetAtOverlap()).toInstant();
        }
    }
}
