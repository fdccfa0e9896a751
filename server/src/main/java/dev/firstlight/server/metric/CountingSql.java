package dev.firstlight.server.metric;

/**
 * Statements that keep what units reported and change the tallies by exactly what that changes. Whoever runs them holds
 * the releases' rows, so that what they read stays until they write. Rows of units are found one by one (OFFSET 0 keeps the
 * planner from reading whole tables, which only grow); they are written in the order of their keys.
 */
final class CountingSql {
    private static final String ADD_TALLIES = """
            ON CONFLICT (metric, cell) DO UPDATE SET units = t.units + excluded.units,
                events = t.events + excluded.events, events_squared = t.events_squared + excluded.events_squared,
                measuring = t.measuring + excluded.measuring, means = t.means + excluded.means,
                means_squared = t.means_squared + excluded.means_squared""";
    private static final String ADD_TIMES = """
            ON CONFLICT (metric, cell, bucket) DO UPDATE SET units = t.units + excluded.units""";

    /** Counts units at their first exposure, together with what they reported before it. */
    static final String EXPOSE = """
            WITH fresh AS (
                INSERT INTO exposure (release_no, unit, cell)
                SELECT x.release_no, x.unit, x.cell
                FROM unnest($1::integer[], $2::bigint[], $3::integer[]) WITH ORDINALITY
                    AS x(release_no, unit, cell, n)
                ORDER BY x.release_no, x.unit, x.n
                ON CONFLICT DO NOTHING RETURNING release_no, unit, cell),
            counted AS (
                UPDATE tally_cell c SET units = c.units + f.units
                FROM (SELECT cell, count(*) AS units FROM fresh WHERE cell IS NOT NULL GROUP BY cell) f
                WHERE c.id = f.cell),
            early AS MATERIALIZED (
                SELECT f.cell, o.metric, o.happened, o.measured, o.total / nullif(o.measured, 0) AS mean, o.first
                FROM fresh f JOIN LATERAL (
                    SELECT x.metric, x.happened, x.measured, x.total, x.first FROM outcome x
                    WHERE x.release_no = f.release_no AND x.unit = f.unit OFFSET 0) o ON true
                WHERE f.cell IS NOT NULL),
            credited AS (
                INSERT INTO tally AS t
                    (metric, cell, units, events, events_squared, measuring, means, means_squared)
                SELECT metric, cell, count(*), sum(happened), sum(happened::numeric * happened),
                    count(mean), coalesce(sum(mean), 0), coalesce(sum(mean * mean), 0)
                FROM early GROUP BY metric, cell ORDER BY metric, cell
                """ + ADD_TALLIES + """
            )
            INSERT INTO tally_time AS t (metric, cell, bucket, units)
            SELECT metric, cell, first, count(*) FROM early WHERE first IS NOT NULL
            GROUP BY metric, cell, first ORDER BY metric, cell, first
            """ + ADD_TIMES;

    /** Adds to what units reported; the tallies change by the difference, where the unit is in a cell. */
    static final String HAPPEN = """
            WITH met AS MATERIALIZED (
                SELECT s.release_no, s.unit, s.metric, s.happened, s.measured, s.total::numeric AS total, s.first,
                    e.cell, o.happened AS had_happened, coalesce(o.measured, 0) AS had_measured, o.total AS had_total,
                    o.first AS had_first
                FROM unnest($1::integer[], $2::bigint[], $3::integer[], $4::bigint[], $5::bigint[], $6::text[],
                    $7::integer[]) AS s(release_no, unit, metric, happened, measured, total, first)
                LEFT JOIN LATERAL (SELECT x.happened, x.measured, x.total, x.first FROM outcome x
                    WHERE x.release_no = s.release_no AND x.unit = s.unit AND x.metric = s.metric OFFSET 0) o ON true
                LEFT JOIN LATERAL (SELECT x.cell FROM exposure x
                    WHERE x.release_no = s.release_no AND x.unit = s.unit OFFSET 0) e ON true),
            kept AS (
                INSERT INTO outcome AS o (release_no, unit, metric, happened, measured, total, first)
                SELECT release_no, unit, metric, happened, measured, total, first FROM met
                ORDER BY release_no, unit, metric
                ON CONFLICT (release_no, unit, metric) DO UPDATE SET happened = o.happened + excluded.happened,
                    measured = o.measured + excluded.measured,
                    total = coalesce(o.total + excluded.total, o.total, excluded.total),
                    first = coalesce(o.first, excluded.first)),
            changed AS MATERIALIZED (
                SELECT metric, cell, (had_happened IS NULL)::integer AS units, happened AS events,
                    happened::numeric * (happened + 2 * coalesce(had_happened, 0)) AS events_squared,
                    (measured > 0 AND had_measured = 0)::integer AS measuring,
                    coalesce(had_total / nullif(had_measured, 0), 0) AS mean_before,
                    coalesce((coalesce(had_total, 0) + coalesce(total, 0)) / nullif(had_measured + measured, 0), 0)
                        AS mean,
                    CASE WHEN had_first IS NULL THEN first END AS first
                FROM met WHERE cell IS NOT NULL),
            credited AS (
                INSERT INTO tally AS t
                    (metric, cell, units, events, events_squared, measuring, means, means_squared)
                SELECT metric, cell, sum(units), sum(events), sum(events_squared), sum(measuring),
                    sum(mean - mean_before), sum(mean * mean - mean_before * mean_before)
                FROM changed GROUP BY metric, cell ORDER BY metric, cell
                """ + ADD_TALLIES + """
            )
            INSERT INTO tally_time AS t (metric, cell, bucket, units)
            SELECT metric, cell, first, count(*) FROM changed WHERE first IS NOT NULL
            GROUP BY metric, cell, first ORDER BY metric, cell, first
            """ + ADD_TIMES;

    private CountingSql() {}
}
