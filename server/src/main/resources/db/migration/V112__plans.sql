-- Plans that are kept for reuse. A version never changes, so a release can say which one it followed.
CREATE TABLE plan (
    project text NOT NULL REFERENCES project ON DELETE CASCADE,
    key     text NOT NULL,
    version integer NOT NULL,
    name    text NOT NULL,
    plan    text NOT NULL,
    made_by text NOT NULL,
    at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project, key, version)
);
