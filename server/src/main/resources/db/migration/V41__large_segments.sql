-- Keys of large segments. A set is filled while nobody uses it; then the segment takes it in one step.
CREATE TABLE segment_key_set (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE segment_key (
    key_set       bigint NOT NULL,
    targeting_key text COLLATE "C" NOT NULL,
    PRIMARY KEY (key_set, targeting_key)
);

ALTER TABLE segment ADD COLUMN key_set bigint REFERENCES segment_key_set;

-- What is evaluated and sent: the sorted hashes of a segment's keys in one version. A removed segment leaves its last
-- version here without hashes, so that one of the same key never has that version again.
CREATE TABLE segment_hashes (
    environment_id bigint NOT NULL REFERENCES environment,
    segment        text NOT NULL,
    version        bigint NOT NULL,
    hashes         bytea,
    PRIMARY KEY (environment_id, segment, version)
);
-- Hashes do not get smaller by compression.
ALTER TABLE segment_hashes ALTER COLUMN hashes SET STORAGE EXTERNAL;
