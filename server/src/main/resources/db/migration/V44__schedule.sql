-- Changes that are to be made at a time, by the database's clock.
CREATE TABLE schedule (
    id              text PRIMARY KEY,
    environment_id  bigint NOT NULL REFERENCES environment ON DELETE CASCADE,
    at              timestamptz NOT NULL,
    time_zone       text,
    request         text NOT NULL,
    created_by      text NOT NULL,
    created_by_name text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    state           text NOT NULL DEFAULT 'pending',
    claimed_at      timestamptz,
    ended_at        timestamptz,
    revision        bigint,
    outcome         text
);
CREATE INDEX schedule_due ON schedule (at) WHERE state IN ('pending', 'running');
CREATE INDEX schedule_environment ON schedule (environment_id, at);
