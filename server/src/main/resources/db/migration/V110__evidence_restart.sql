-- The counters at which the evidence of a release was started anew, so that harm that begins late is found.
CREATE TABLE evidence_restart (
    release_id text NOT NULL REFERENCES measured ON DELETE CASCADE,
    n          integer NOT NULL,
    at         timestamptz NOT NULL,
    -- For each metric its lists of [region, stage, share, treated, with the event, untreated, with the event].
    counters   text NOT NULL,
    PRIMARY KEY (release_id, n)
);
