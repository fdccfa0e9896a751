-- Whose pages may ask with an environment's client keys, and whether they must show that their context is what they were given.
CREATE TABLE client_access (
    environment_id bigint PRIMARY KEY REFERENCES environment ON DELETE CASCADE,
    origins        text NOT NULL DEFAULT '[]',
    secure_mode    boolean NOT NULL DEFAULT false,
    secret         text,
    secret_at      timestamptz
);
