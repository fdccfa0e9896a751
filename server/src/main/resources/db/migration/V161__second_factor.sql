-- The secret of a person's second factor, sealed; it counts from the time it was shown to work.
ALTER TABLE person ADD COLUMN totp_secret text;
ALTER TABLE person ADD COLUMN totp_since timestamptz;
-- The half minute of the last code that was taken: none is taken twice.
ALTER TABLE person ADD COLUMN totp_step bigint NOT NULL DEFAULT 0;

-- What lets somebody in, once each, who has lost the device.
CREATE TABLE recovery_code (
    person_id text NOT NULL REFERENCES person ON DELETE CASCADE,
    code_hash text NOT NULL,
    PRIMARY KEY (person_id, code_hash)
);

-- A session of somebody who has yet to set up the second factor that is required.
ALTER TABLE session ADD COLUMN restricted boolean NOT NULL DEFAULT false;
