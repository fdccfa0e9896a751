-- Where latencies are cut, and the counters at that moment: what decided where to cut is not counted afterwards.
CREATE TABLE latency_baseline (
    release_id text NOT NULL REFERENCES measured ON DELETE CASCADE,
    metric     text NOT NULL,
    p75        double precision NOT NULL,
    p95        double precision NOT NULL,
    p99        double precision NOT NULL,
    -- A list of [region, stage, treated, counts by bucket].
    counters   text NOT NULL,
    PRIMARY KEY (release_id, metric)
);
