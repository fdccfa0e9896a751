-- Reusable audiences, per environment; the document is the wire's.
CREATE TABLE segment (
    environment_id bigint NOT NULL REFERENCES environment,
    key            text NOT NULL,
    name           text,
    document       text NOT NULL,
    version        bigint NOT NULL,
    PRIMARY KEY (environment_id, key)
);

-- Flags belong to a project; their targeting to an environment.
CREATE TABLE flag (
    project        text NOT NULL REFERENCES project,
    key            text NOT NULL,
    name           text NOT NULL,
    description    text NOT NULL DEFAULT '',
    tags           text NOT NULL DEFAULT '[]',
    type           text NOT NULL,
    variants       text NOT NULL,
    salt           text NOT NULL,
    client_visible boolean NOT NULL DEFAULT false,
    version        bigint NOT NULL,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (project, key)
);

-- The document is the flag as the wire has it in this environment, whole.
CREATE TABLE targeting (
    environment_id bigint NOT NULL REFERENCES environment,
    project        text NOT NULL,
    flag           text NOT NULL,
    document       text NOT NULL,
    version        bigint NOT NULL,
    revision       bigint NOT NULL,
    updated_at     timestamptz NOT NULL,
    updated_by     text NOT NULL,
    PRIMARY KEY (environment_id, flag),
    FOREIGN KEY (project, flag) REFERENCES flag ON DELETE CASCADE
);

-- Who names whom: what is in use is not removed.
CREATE TABLE segment_use (
    environment_id bigint NOT NULL,
    segment        text NOT NULL,
    by_kind        text NOT NULL,
    by_key         text NOT NULL,
    PRIMARY KEY (environment_id, segment, by_kind, by_key),
    FOREIGN KEY (environment_id, segment) REFERENCES segment
);
