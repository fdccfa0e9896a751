-- Whose a flag is, what belongs to it, how long it is meant to live, and when it was put away.
ALTER TABLE flag ADD COLUMN owner text;
ALTER TABLE flag ADD COLUMN links text NOT NULL DEFAULT '[]';
ALTER TABLE flag ADD COLUMN lifetime text;
ALTER TABLE flag ADD COLUMN archived_at timestamptz;

-- Where code names a flag, as a scanner in CI found it; a repository's are replaced together.
CREATE TABLE code_reference (
    project    text NOT NULL REFERENCES project ON DELETE CASCADE,
    repository text NOT NULL,
    flag       text NOT NULL,
    path       text NOT NULL,
    line       integer NOT NULL,
    PRIMARY KEY (project, repository, flag, path, line)
);

CREATE TABLE code_scan (
    project    text NOT NULL REFERENCES project ON DELETE CASCADE,
    repository text NOT NULL,
    revision   text,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project, repository)
);

-- What each flag served, where, and from when to when; the empty variant stands for answers that were errors.
CREATE TABLE flag_usage (
    environment_id bigint NOT NULL REFERENCES environment,
    flag           text NOT NULL,
    variant        text NOT NULL,
    first_at       timestamptz NOT NULL DEFAULT now(),
    last_at        timestamptz NOT NULL DEFAULT now(),
    count          bigint NOT NULL,
    PRIMARY KEY (environment_id, flag, variant)
);
INSERT INTO flag_usage SELECT environment_id, flag, variant, min(hour), max(hour), sum(count) FROM evaluation_count
    GROUP BY environment_id, flag, variant;
