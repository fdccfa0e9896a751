-- Whether what is measured by others than SDKs can be had. One node asks in each slot of time; an answer that comes when
-- the next slot has begun is of no use any more.
CREATE TABLE source_state (
    release_no integer NOT NULL REFERENCES measured (no) ON DELETE CASCADE,
    metric     text NOT NULL,
    slot       bigint NOT NULL,
    asked_at   timestamptz NOT NULL DEFAULT now(),
    good_at    timestamptz,
    trouble    text,
    -- Of a threshold.
    value      double precision,
    breached   boolean,
    PRIMARY KEY (release_no, metric)
);

-- Where each counter stood; what it grew by since is counted.
CREATE TABLE source_series (
    release_no integer NOT NULL REFERENCES measured (no) ON DELETE CASCADE,
    metric     text NOT NULL,
    region     text NOT NULL,
    treated    boolean NOT NULL,
    bad        boolean NOT NULL,
    series     text NOT NULL,
    stage      integer NOT NULL,
    value      double precision NOT NULL,
    PRIMARY KEY (release_no, metric, region, treated, bad, series)
);

CREATE TABLE source_tally (
    release_no integer NOT NULL REFERENCES measured (no) ON DELETE CASCADE,
    metric     text NOT NULL,
    stage      integer NOT NULL,
    region     text NOT NULL,
    treated    boolean NOT NULL,
    total      double precision NOT NULL,
    bad        double precision NOT NULL,
    PRIMARY KEY (release_no, metric, stage, region, treated)
);

-- What others say of a release, last.
CREATE TABLE external_verdict (
    release_no integer NOT NULL REFERENCES measured (no) ON DELETE CASCADE,
    metric     text NOT NULL,
    verdict    text NOT NULL,
    detail     text,
    url        text,
    said_by    text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (release_no, metric)
);
