-- Who people are for identity providers: the subject is for ever, an address is not.
CREATE TABLE person_identity (
    issuer    text NOT NULL,
    subject   text NOT NULL,
    person_id text NOT NULL REFERENCES person ON DELETE CASCADE,
    linked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (issuer, subject),
    UNIQUE (person_id, issuer)
);

-- Sign-ins that somebody began and has not come back from. Neither column of hashes lets anybody in.
CREATE TABLE oidc_begun (
    state_hash   text PRIMARY KEY,
    browser_hash text NOT NULL,
    return_to    text NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX oidc_begun_expires ON oidc_begun (expires_at);
