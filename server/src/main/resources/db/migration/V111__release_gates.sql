-- What a release waits for, and what it took back by region.
ALTER TABLE release
    ADD COLUMN author        text NOT NULL DEFAULT '',
    ADD COLUMN start_at      timestamptz,
    ADD COLUMN no_data_since timestamptz,
    -- A JSON list of the regions in which it was taken back while it went on elsewhere.
    ADD COLUMN out_regions   text NOT NULL DEFAULT '[]';
CREATE INDEX release_looked_at ON release (id)
    WHERE state IN ('SCHEDULED', 'RUNNING', 'PAUSED') OR step IS NOT NULL;

-- Who agreed that a stage may be left.
CREATE TABLE release_approval (
    release_id text NOT NULL REFERENCES release ON DELETE CASCADE,
    stage      integer NOT NULL,
    person     text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (release_id, stage, person)
);

-- What CI said last.
CREATE TABLE release_check (
    release_id  text NOT NULL REFERENCES release ON DELETE CASCADE,
    name        text NOT NULL,
    state       text NOT NULL,
    details_url text,
    description text,
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (release_id, name)
);

-- Each point of a guard's chart with its verdict and the counters that it rests on.
ALTER TABLE release_sample
    ADD COLUMN verdict text,
    ADD COLUMN row     text,
    -- In the order of the looks.
    ADD COLUMN n       bigint GENERATED ALWAYS AS IDENTITY;
CREATE INDEX release_sample_n ON release_sample (release_id, n);
-- A look whose data bound nothing yet is a look all the same.
ALTER TABLE release_sample
    ALTER COLUMN low DROP NOT NULL,
    ALTER COLUMN estimate DROP NOT NULL,
    ALTER COLUMN high DROP NOT NULL;
