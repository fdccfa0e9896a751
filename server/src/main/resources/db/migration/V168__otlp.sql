-- Metrics whose counters applications push by OpenTelemetry: which points are counted, as people wrote it.
ALTER TABLE metric ADD COLUMN otlp text;

-- Where each pushed series stood when it last came, by the sender's clock in nanoseconds: what comes again counts once.
CREATE TABLE pushed_series (
    release_no integer NOT NULL REFERENCES measured (no) ON DELETE CASCADE,
    metric     text NOT NULL,
    region     text NOT NULL,
    treated    boolean NOT NULL,
    bad        boolean NOT NULL,
    series     text NOT NULL,
    instance   text NOT NULL,
    stage      integer NOT NULL,
    value      float8 NOT NULL,
    at         bigint NOT NULL,
    PRIMARY KEY (release_no, metric, region, treated, bad, series)
);
CREATE INDEX pushed_series_of ON pushed_series (release_no, metric, instance, stage, at);
