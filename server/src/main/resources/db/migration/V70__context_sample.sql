-- Whether SDKs may send a sample of the contexts that ask, and which attributes in clear. Another version, another key.
CREATE TABLE context_sampling (
    project text PRIMARY KEY REFERENCES project ON DELETE CASCADE,
    enabled boolean NOT NULL,
    clear   text NOT NULL,
    keep    integer NOT NULL,
    version bigint NOT NULL,
    secret  text NOT NULL
);

-- Recent contexts, one of each unit, those of the lowest rank in each region. Not logged: after a crash SDKs send others,
-- and it is in no backup.
CREATE UNLOGGED TABLE context_sample (
    environment_id bigint NOT NULL REFERENCES environment ON DELETE CASCADE,
    unit           bigint NOT NULL,
    region         text NOT NULL,
    rank           bigint NOT NULL,
    context        text NOT NULL,
    seen_at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (environment_id, unit)
);

-- What an instance can evaluate, where it has said so.
ALTER TABLE receipt ADD COLUMN capabilities text;
