-- How many people other than its author have to approve an edit of an environment, and the roles of those who may.
ALTER TABLE environment ADD COLUMN approvals integer NOT NULL DEFAULT 0 CHECK (approvals BETWEEN 0 AND 5);
ALTER TABLE environment ADD COLUMN approvers text NOT NULL DEFAULT '["approver"]';

-- Edits that wait for approval: what is asked, and what it came to when that was last computed.
CREATE TABLE change_request (
    id                 text PRIMARY KEY,
    environment_id     bigint NOT NULL REFERENCES environment ON DELETE CASCADE,
    title              text NOT NULL,
    comment            text,
    request            text NOT NULL,
    author             text NOT NULL,
    author_name        text NOT NULL,
    author_person      text NOT NULL,
    author_permissions text NOT NULL,
    created_at         timestamptz NOT NULL,
    apply_at           timestamptz,
    state              text NOT NULL,
    round              integer NOT NULL,
    digest             text NOT NULL,
    versions           text NOT NULL,
    difference         text NOT NULL,
    foretold           text NOT NULL,
    revision           bigint,
    outcome            text
);
CREATE INDEX change_request_of ON change_request (environment_id, id);
CREATE INDEX change_request_due ON change_request (apply_at) WHERE state = 'SCHEDULED';

-- All that happened to them. An approval counts in the round of the difference that it was given for.
CREATE TABLE change_request_event (
    request_id text NOT NULL REFERENCES change_request ON DELETE CASCADE,
    seq        integer NOT NULL,
    kind       text NOT NULL,
    round      integer NOT NULL,
    actor      text NOT NULL,
    name       text NOT NULL,
    person     text NOT NULL,
    comment    text,
    digest     text NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (request_id, seq)
);
CREATE UNIQUE INDEX change_request_approval ON change_request_event (request_id, round, person) WHERE kind = 'APPROVED';
