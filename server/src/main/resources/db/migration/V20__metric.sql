-- What is measured, and by what name people know it.
CREATE TABLE metric (
    project    text NOT NULL REFERENCES project,
    key        text NOT NULL,
    name       text NOT NULL,
    kind       text NOT NULL,
    worse      text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project, key)
);

-- Which releases are measured now. Telemetry about anything else is not kept.
CREATE TABLE measured (
    release_id     text PRIMARY KEY,
    environment_id bigint NOT NULL REFERENCES environment,
    open           boolean NOT NULL DEFAULT true,
    warm_until     timestamptz
);

-- A batch counts once, however often it is sent.
CREATE TABLE telemetry_batch (
    environment_id bigint NOT NULL REFERENCES environment,
    instance       text NOT NULL,
    seq            bigint NOT NULL,
    at             timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (environment_id, instance, seq)
);
CREATE INDEX telemetry_batch_at ON telemetry_batch (at);

-- The first time a unit was served an arm; it is counted there for ever.
CREATE TABLE exposure (
    release_id text NOT NULL REFERENCES measured,
    unit       bigint NOT NULL,
    stage      integer NOT NULL,
    treated    boolean NOT NULL,
    warm       boolean NOT NULL,
    region     text NOT NULL,
    PRIMARY KEY (release_id, unit)
);

-- A unit had the event, once.
CREATE TABLE outcome (
    release_id text NOT NULL REFERENCES measured,
    metric     text NOT NULL,
    unit       bigint NOT NULL,
    PRIMARY KEY (release_id, metric, unit)
);

CREATE TABLE evaluation_count (
    environment_id bigint NOT NULL REFERENCES environment,
    flag           text NOT NULL,
    variant        text NOT NULL,
    reason         text NOT NULL,
    hour           timestamptz NOT NULL,
    count          bigint NOT NULL,
    PRIMARY KEY (environment_id, flag, variant, reason, hour)
);
