-- What may be given: the roles that the house comes with, and those that people make up.
CREATE TABLE role (
    key         text PRIMARY KEY,
    name        text NOT NULL,
    permissions jsonb NOT NULL,
    built_in    boolean NOT NULL DEFAULT false,
    version     bigint NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now()
);

INSERT INTO role (key, name, permissions, built_in) VALUES
    ('member', 'Member', '["belong"]', true),
    ('viewer', 'Viewer', '["belong", "view"]', true),
    ('editor', 'Editor', '["belong", "view", "edit"]', true),
    ('releaser', 'Releaser', '["belong", "view", "edit", "release"]', true),
    ('approver', 'Approver', '["belong", "view", "edit", "approve"]', true),
    ('admin', 'Admin',
        '["belong", "view", "edit", "release", "approve", "configure", "manage-keys", "override", "administer"]', true);

ALTER TABLE person ADD FOREIGN KEY (role) REFERENCES role;
ALTER TABLE api_token ADD FOREIGN KEY (role) REFERENCES role;
ALTER TABLE access_grant ADD FOREIGN KEY (role) REFERENCES role;
CREATE INDEX person_of_role ON person (role);
CREATE INDEX api_token_of_role ON api_token (role);
CREATE INDEX access_grant_of_role ON access_grant (role);

-- People who are given things together. Where it names a group of a directory its people are those of that group.
CREATE TABLE team (
    id              text PRIMARY KEY,
    key             text NOT NULL UNIQUE,
    name            text NOT NULL,
    role            text NOT NULL REFERENCES role,
    directory_group text UNIQUE,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX team_of_role ON team (role);

CREATE TABLE team_member (
    person_id text NOT NULL REFERENCES person ON DELETE CASCADE,
    team_id   text NOT NULL REFERENCES team ON DELETE CASCADE,
    PRIMARY KEY (person_id, team_id)
);
CREATE INDEX team_member_of_team ON team_member (team_id, person_id);

ALTER TABLE access_grant ADD COLUMN team_id text REFERENCES team ON DELETE CASCADE;
ALTER TABLE access_grant DROP CONSTRAINT access_grant_check;
ALTER TABLE access_grant ADD CHECK (num_nonnulls(person_id, token_id, team_id) = 1);
DROP INDEX access_grant_is_one;
CREATE UNIQUE INDEX access_grant_is_one ON access_grant
    (coalesce(person_id, ''), coalesce(token_id, ''), coalesce(team_id, ''), project, coalesce(environment_id, 0));
CREATE INDEX access_grant_of_team ON access_grant (team_id);
