-- People, what they may do, and how they prove who they are.
CREATE TABLE person (
    id            text PRIMARY KEY,
    email         text NOT NULL UNIQUE,
    name          text NOT NULL,
    role          text NOT NULL,
    password_hash text,
    failed_logins integer NOT NULL DEFAULT 0,
    locked_until  timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE session (
    token_hash   text PRIMARY KEY,
    person_id    text NOT NULL REFERENCES person ON DELETE CASCADE,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now()
);

-- A link that works once: the first set-up, or a sign-in.
CREATE TABLE one_time_link (
    token_hash text PRIMARY KEY,
    person_id  text REFERENCES person ON DELETE CASCADE,
    expires_at timestamptz
);

CREATE TABLE api_token (
    id           text PRIMARY KEY,
    name         text NOT NULL,
    role         text NOT NULL,
    token_hash   text NOT NULL UNIQUE,
    created_by   text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    last_used_at timestamptz
);

-- Who did what: appended to, never changed, each row bound to the one before it by its hash.
CREATE TABLE audit_head (
    project text PRIMARY KEY,
    seq     bigint NOT NULL DEFAULT 0,
    hash    text NOT NULL
);

CREATE TABLE audit (
    project  text NOT NULL,
    seq      bigint NOT NULL,
    at       timestamptz NOT NULL,
    actor    text NOT NULL,
    action   text NOT NULL,
    subject  text NOT NULL,
    comment  text,
    before   text,
    after    text,
    previous text NOT NULL,
    hash     text NOT NULL,
    PRIMARY KEY (project, seq)
);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$;

CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Projects and where their flags live.
CREATE TABLE project (
    key        text PRIMARY KEY,
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE environment (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project    text NOT NULL REFERENCES project,
    key        text NOT NULL,
    name       text NOT NULL,
    epoch      bigint NOT NULL DEFAULT 1,
    revision   bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (project, key)
);

CREATE TABLE region (
    project   text NOT NULL REFERENCES project,
    key       text NOT NULL,
    name      text NOT NULL,
    countries text NOT NULL DEFAULT '[]',
    latitude  double precision,
    longitude double precision,
    PRIMARY KEY (project, key)
);

CREATE TABLE region_group (
    project text NOT NULL REFERENCES project,
    key     text NOT NULL,
    regions text NOT NULL DEFAULT '[]',
    PRIMARY KEY (project, key)
);

-- What each revision changed, as the wire says it; a null document is a removal.
CREATE TABLE change_log (
    environment_id bigint NOT NULL REFERENCES environment,
    epoch          bigint NOT NULL,
    revision       bigint NOT NULL,
    kind           text NOT NULL,
    key            text NOT NULL,
    document       text,
    at             timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (environment_id, epoch, revision, kind, key)
);

CREATE TABLE sdk_key (
    id             text PRIMARY KEY,
    environment_id bigint NOT NULL REFERENCES environment,
    name           text NOT NULL,
    kind           text NOT NULL,
    prefix         text NOT NULL,
    key_hash       text NOT NULL UNIQUE,
    created_by     text NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    last_used_at   timestamptz
);

-- Which revision each running SDK serves.
CREATE TABLE receipt (
    environment_id bigint NOT NULL REFERENCES environment,
    instance       text NOT NULL,
    sdk_name       text NOT NULL,
    sdk_version    text NOT NULL,
    region         text,
    epoch          bigint,
    revision       bigint,
    applied_at     timestamptz,
    last_seen_at   timestamptz NOT NULL DEFAULT now(),
    unsupported    text NOT NULL DEFAULT '[]',
    PRIMARY KEY (environment_id, instance)
);
CREATE INDEX receipt_seen ON receipt (environment_id, last_seen_at);
