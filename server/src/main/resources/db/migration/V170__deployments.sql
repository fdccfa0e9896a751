-- Which version of a service is in which region.
CREATE TABLE deployment (
    id             text PRIMARY KEY,
    environment_id bigint NOT NULL REFERENCES environment ON DELETE CASCADE,
    service        text NOT NULL,
    version        text NOT NULL,
    region         text NOT NULL,
    url            text,
    commit_id      text,
    at             timestamptz NOT NULL,
    reported_by    text NOT NULL,
    reported_at    timestamptz NOT NULL DEFAULT now(),
    UNIQUE (environment_id, service, version, region)
);
CREATE INDEX deployment_of_environment ON deployment (environment_id, id);

-- The deployment that a release follows, as JSON; null for one that follows none.
ALTER TABLE release ADD COLUMN start_on text;
