package dev.firstlight.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.server.platform.Failure;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    /** Is this instant in it, when does it end, and when does it next begin. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # a weekend in Auckland, from Friday 17:00 on: in July at +12, in January at +13
            Pacific/Auckland | friday                     | 17:00 | 09:00 | 2026-07-17T04:59:59Z | -                    | 2026-07-17T05:00:00Z
            Pacific/Auckland | friday                     | 17:00 | 09:00 | 2026-07-17T05:00:00Z | 2026-07-17T21:00:00Z | 2026-07-24T05:00:00Z
            Pacific/Auckland | friday                     | 17:00 | 09:00 | 2026-07-17T20:59:59Z | 2026-07-17T21:00:00Z | 2026-07-24T05:00:00Z
            Pacific/Auckland | friday                     | 17:00 | 09:00 | 2026-07-17T21:00:00Z | -                    | 2026-07-24T05:00:00Z
            Pacific/Auckland | friday                     | 17:00 | 09:00 | 2027-01-15T04:00:00Z | 2027-01-15T20:00:00Z | 2027-01-22T04:00:00Z
            # whole days that follow each other are one freeze
            Europe/Berlin    | saturday sunday            | 00:00 | 00:00 | 2026-06-06T10:00:00Z | 2026-06-07T22:00:00Z | 2026-06-06T22:00:00Z
            Europe/Berlin    | friday saturday sunday     | 18:00 | 18:00 | 2026-06-05T16:00:00Z | 2026-06-08T16:00:00Z | 2026-06-06T16:00:00Z
            Europe/Berlin    | monday                     | 09:00 | 10:00 | 2026-06-08T07:30:00Z | 2026-06-08T08:00:00Z | 2026-06-15T07:00:00Z
            # clocks go forward in Berlin on 2027-03-28 from 02:00 to 03:00: 02:30 is never; the freeze begins when they do
            Europe/Berlin    | sunday                     | 02:30 | 05:00 | 2027-03-28T00:59:59Z | -                    | 2027-03-28T01:00:00Z
            Europe/Berlin    | sunday                     | 02:30 | 05:00 | 2027-03-28T01:00:00Z | 2027-03-28T03:00:00Z | 2027-04-04T00:30:00Z
            Europe/Berlin    | saturday                   | 22:00 | 02:30 | 2027-03-28T00:30:00Z | 2027-03-28T01:00:00Z | 2027-04-03T20:00:00Z
            # and back on 2026-10-25 from 03:00 to 02:00: 02:30 comes twice; from the first until the second
            Europe/Berlin    | sunday                     | 02:30 | 04:00 | 2026-10-25T00:30:00Z | 2026-10-25T03:00:00Z | 2026-11-01T01:30:00Z
            Europe/Berlin    | sunday                     | 01:00 | 02:30 | 2026-10-25T01:00:00Z | 2026-10-25T01:30:00Z | 2026-11-01T00:00:00Z
            Europe/Berlin    | sunday                     | 01:00 | 02:30 | 2026-10-25T01:30:00Z | -                    | 2026-11-01T00:00:00Z
            # Auckland puts them forward on 2026-09-27 from 02:00 to 03:00
            Pacific/Auckland | sunday                     | 00:00 | 06:00 | 2026-09-26T12:00:00Z | 2026-09-26T17:00:00Z | 2026-10-03T11:00:00Z
            """)
    void everyWeekByTheClockOfAPlace(
            String zone, String days, String from, String until, Instant at, @Nullable Instant end, Instant next) {
        Window window = WindowJson.read(from, until, zone, Arrays.asList(days.split(" ")));
        assertThat(window.endAfter(at)).isEqualTo(end);
        assertThat(window.startAfter(at)).isEqualTo(next);
        assertThat(WindowJson.kept(WindowJson.write(window))).isEqualTo(window);
    }

    @Test
    void onceFromItsFirstInstantUntilBeforeItsLast() {
        Window window = WindowJson.read("2026-12-24T00:00:00+13:00", "2026-12-27T00:00:00+13:00", null, null);
        Instant begin = Instant.parse("2026-12-23T11:00:00Z");
        Instant end = Instant.parse("2026-12-26T11:00:00Z");
        assertThat(window.endAfter(begin.minusNanos(1))).isNull();
        assertThat(window.startAfter(begin.minusNanos(1))).isEqualTo(begin);
        assertThat(window.endAfter(begin)).isEqualTo(end);
        assertThat(window.startAfter(begin)).isNull();
        assertThat(window.endAfter(end.minusNanos(1))).isEqualTo(end);
        assertThat(window.endAfter(end)).isNull();
    }

    @Test
    void ofSeveralTheLongestIsToldAndTheNextTurnIsTheNearest() {
        Freeze nights =
                new Freeze("1", "Nights", WindowJson.read("18:00", "08:00", "UTC", List.of("monday", "tuesday")));
        Freeze audit =
                new Freeze("2", "Audit", WindowJson.read("2026-06-08T00:00:00Z", "2026-06-12T00:00:00Z", null, null));
        Instant evening = Instant.parse("2026-06-08T19:00:00Z");
        assertThat(Freeze.at(List.of(nights, audit), evening))
                .isEqualTo(new Frozen("Audit", Instant.parse("2026-06-12T00:00:00Z")));
        assertThat(Freeze.nextTurn(List.of(nights, audit), evening)).isEqualTo("2026-06-09T08:00:00Z");
        assertThat(Freeze.at(List.of(nights, audit), Instant.parse("2026-06-12T00:00:00Z")))
                .isNull();
        assertThat(Freeze.nextTurn(List.of(), evening)).isNull();
        assertThat(Freeze.nextTurn(List.of(audit), Instant.parse("2026-06-12T00:00:00Z")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            18:00                | 08:00                | -                | -       | /from  | RFC 3339
            2026-01-02T00:00:00Z | 2026-01-01T00:00:00Z | -                | -       | /until | after it began
            18:00                | 08:00                | -                | monday  | /zone  | Auckland
            18:00                | 08:00                | Mars/Olympus     | monday  | /zone  | Auckland
            18:00                | 08:00                | Pacific/Auckland | -       | /days  | friday
            18:00                | 08:00                | Pacific/Auckland | moonday | /days/0 | monday
            25:00                | 08:00                | Pacific/Auckland | monday  | /from  | 18:00
            18:00                | 08:00Z               | Pacific/Auckland | monday  | /until | 18:00
            00:00                | 00:00                | UTC | monday tuesday wednesday thursday friday saturday sunday | /days | never end
            """)
    void whatMakesNoSenseIsRefused(
            String from, String until, @Nullable String zone, @Nullable String days, String pointer, String detail) {
        List<String> list = days == null ? null : Arrays.asList(days.split(" "));
        assertThatThrownBy(() -> WindowJson.read(from, until, zone, list))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    var entry = java.util.Objects.requireNonNull(
                                    failure.toProblem(null).errors())
                            .get(0);
                    assertThat(entry.pointer()).isEqualTo(pointer);
                    assertThat(entry.detail()).contains(detail);
                });
    }
}
