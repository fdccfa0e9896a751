-- A flag on its way from one variant to another, stage by stage.
CREATE TABLE release (
    id               text PRIMARY KEY,
    project          text NOT NULL REFERENCES project,
    environment_id   bigint NOT NULL REFERENCES environment,
    environment      text NOT NULL,
    flag             text NOT NULL,
    name             text NOT NULL,
    treatment        text NOT NULL,
    control          text NOT NULL,
    plan             text NOT NULL,
    -- The treatment's percentage by region for each stage, as it was when the release was made.
    percents         text NOT NULL,
    state            text NOT NULL,
    step             text,
    stage            integer NOT NULL,
    -- Counts what happened; every action names the version it acts on.
    version          bigint NOT NULL,
    -- The environment's revision that serves the present stage.
    revision         bigint,
    sentence         text NOT NULL,
    stage_started_at timestamptz NOT NULL,
    confirmed_at     timestamptz,
    baked_ms         bigint NOT NULL,
    ticked_at        timestamptz NOT NULL,
    created_at       timestamptz NOT NULL,
    started_at       timestamptz,
    ended_at         timestamptz,
    acknowledged_at  timestamptz,
    started_by       text NOT NULL
);
CREATE UNIQUE INDEX release_one_at_a_time ON release (environment_id, flag) WHERE state IN ('RUNNING', 'PAUSED');
CREATE INDEX release_of_project ON release (project, id);

-- What happened to a release: one row for each version, so that nothing happens twice.
CREATE TABLE release_event (
    release_id text NOT NULL REFERENCES release,
    step       bigint NOT NULL,
    at         timestamptz NOT NULL,
    kind       text NOT NULL,
    decision   text,
    stage      integer NOT NULL,
    sentence   text NOT NULL,
    actor      text NOT NULL,
    -- The counters and the evidence that decided.
    evidence   text,
    PRIMARY KEY (release_id, step)
);

-- A guard's evidence over time, for the chart.
CREATE TABLE release_sample (
    release_id text NOT NULL REFERENCES release,
    metric     text NOT NULL,
    at         timestamptz NOT NULL,
    evidence   double precision NOT NULL,
    low        double precision NOT NULL,
    estimate   double precision NOT NULL,
    high       double precision NOT NULL,
    PRIMARY KEY (release_id, metric, at)
);

-- Which node does a job. The token grows with every holder, so that a late one can be told.
CREATE TABLE lease (
    job     text PRIMARY KEY,
    holder  text NOT NULL,
    token   bigint NOT NULL,
    expires timestamptz NOT NULL
);
