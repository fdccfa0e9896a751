-- What people and API tokens may do in a project, or in an environment of it, beyond what they may everywhere.
CREATE TABLE access_grant (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id      text REFERENCES person ON DELETE CASCADE,
    token_id       text REFERENCES api_token ON DELETE CASCADE,
    project        text NOT NULL REFERENCES project ON DELETE CASCADE,
    environment_id bigint REFERENCES environment ON DELETE CASCADE,
    role           text NOT NULL,
    CHECK (num_nonnulls(person_id, token_id) = 1)
);

CREATE UNIQUE INDEX access_grant_is_one
    ON access_grant (coalesce(person_id, ''), coalesce(token_id, ''), project, coalesce(environment_id, 0));
CREATE INDEX access_grant_of_project ON access_grant (project);
CREATE INDEX access_grant_of_token ON access_grant (token_id);
CREATE INDEX access_grant_of_environment ON access_grant (environment_id);

-- A session as its person sees it in the list of theirs: which, and from where. The token stays unknown.
ALTER TABLE session ADD COLUMN id text NOT NULL DEFAULT gen_random_uuid()::text;
ALTER TABLE session ADD COLUMN address text NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN agent text NOT NULL DEFAULT '';
CREATE INDEX session_of_person ON session (person_id);
ALTER TABLE person ADD COLUMN last_sign_in_at timestamptz;
