-- Who is told of what happens in a project.
CREATE TABLE webhook (
    id              text PRIMARY KEY,
    project         text NOT NULL REFERENCES project ON DELETE CASCADE,
    name            text NOT NULL,
    url             text NOT NULL,
    format          text NOT NULL,
    -- Types of events, or the beginnings of some, as 'release.*'; all where there are none.
    events          text[] NOT NULL,
    -- Only what is about these environments; whatever it is about where there are none.
    environments    text[] NOT NULL,
    -- Sealed. The one before it signs too until its time is over.
    secret          text,
    previous_secret text,
    previous_until  timestamptz,
    -- The branch, tag or commit of deployments that are told of to GitHub.
    ref             text,
    enabled         boolean NOT NULL DEFAULT true,
    -- Why the server disabled it.
    trouble         text,
    created_by      text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    version         bigint NOT NULL DEFAULT 1,
    -- Whoever delivers to it counts this up; nobody else delivers until the time is over.
    claim           bigint NOT NULL DEFAULT 0,
    claimed_until   timestamptz
);
CREATE INDEX webhook_of_project ON webhook (project, id);

-- What happened, once however many are told of it.
CREATE TABLE webhook_event (
    no      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id      text NOT NULL UNIQUE,
    project text NOT NULL REFERENCES project ON DELETE CASCADE,
    type    text NOT NULL,
    subject text NOT NULL,
    at      timestamptz NOT NULL,
    data    text NOT NULL,
    -- Of what is noticed, rather than done, so that it is told of once.
    once    text,
    UNIQUE (project, once)
);

CREATE TABLE webhook_delivery (
    webhook      text NOT NULL REFERENCES webhook ON DELETE CASCADE,
    event_no     bigint NOT NULL REFERENCES webhook_event ON DELETE CASCADE,
    state        text NOT NULL DEFAULT 'pending',
    tries        integer NOT NULL DEFAULT 0,
    first_try_at timestamptz,
    next_at      timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    PRIMARY KEY (webhook, event_no)
);
CREATE INDEX webhook_delivery_pending ON webhook_delivery (webhook, event_no) WHERE state = 'pending';
CREATE INDEX webhook_delivery_of_event ON webhook_delivery (event_no);

CREATE TABLE webhook_try (
    webhook  text NOT NULL,
    event_no bigint NOT NULL,
    number   integer NOT NULL,
    at       timestamptz NOT NULL DEFAULT now(),
    status   integer,
    trouble  text,
    took_ms  bigint NOT NULL,
    -- The beginning of what was answered.
    answer   text,
    PRIMARY KEY (webhook, event_no, number),
    FOREIGN KEY (webhook, event_no) REFERENCES webhook_delivery ON DELETE CASCADE
);

-- Whether an endpoint wants to be told of this.
CREATE FUNCTION webhook_wants(w webhook, type text, subject text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$
    SELECT w.enabled
        AND (cardinality(w.events) = 0 OR EXISTS (SELECT FROM unnest(w.events) AS e
            WHERE e = type OR (right(e, 2) = '.*' AND starts_with(type, left(e, -1)))))
        AND (cardinality(w.environments) = 0
            OR ((position('/' IN subject) > 0 OR starts_with(type, 'environment.'))
                AND split_part(subject, '/', 1) = ANY(w.environments)))
$$;

-- Tells of something in the transaction that does it. Who calls this holds the project's row of audit_head, so that events
-- are numbered in the order in which they are committed.
CREATE FUNCTION tell_webhooks(of_project text, of_type text, of_subject text, of_at timestamptz, of_data text, of_once text)
RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
    told bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM webhook w WHERE w.project = of_project AND webhook_wants(w, of_type, of_subject)) THEN
        RETURN;
    END IF;
    INSERT INTO webhook_event (id, project, type, subject, at, data, once)
        VALUES ('msg_' || replace(gen_random_uuid()::text, '-', ''), of_project, of_type, of_subject, of_at, of_data, of_once)
        ON CONFLICT (project, once) DO NOTHING RETURNING no INTO told;
    INSERT INTO webhook_delivery (webhook, event_no)
        SELECT w.id, told FROM webhook w
        WHERE told IS NOT NULL AND w.project = of_project AND webhook_wants(w, of_type, of_subject);
END
$$;

-- A document as it is sent; null where it is too long to be.
CREATE FUNCTION webhook_document(document text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN octet_length(document) <= 16384 THEN document::jsonb END $$;

-- What releases do is told of by their own log, which says more.
CREATE FUNCTION tell_webhooks_of_audit() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT a.* FROM added a WHERE NOT starts_with(a.action, 'release.')
        AND EXISTS (SELECT FROM webhook w WHERE w.project = a.project AND w.enabled) ORDER BY a.seq
    LOOP
        PERFORM tell_webhooks(one.project, one.action, one.subject, one.at, jsonb_build_object(
            'actor', one.actor, 'comment', one.comment,
            'before', webhook_document(one.before), 'after', webhook_document(one.after),
            'leftOut', coalesce(octet_length(one.before) > 16384, false) OR coalesce(octet_length(one.after) > 16384, false),
            'audit', jsonb_build_object('seq', one.seq, 'hash', one.hash))::text, NULL);
    END LOOP;
    RETURN NULL;
END
$$;

CREATE TRIGGER audit_tells_webhooks AFTER INSERT ON audit REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks_of_audit();

CREATE FUNCTION tell_webhooks_of_release() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT e.*, r.project, r.environment, r.flag, r.name, r.treatment, r.control
        FROM added e JOIN release r ON r.id = e.release_id
        WHERE EXISTS (SELECT FROM webhook w WHERE w.project = r.project AND w.enabled) ORDER BY e.release_id, e.step
    LOOP
        PERFORM 1 FROM audit_head h WHERE h.project = one.project FOR UPDATE;
        PERFORM tell_webhooks(one.project, 'release.' || one.kind, one.environment || '/' || one.flag, one.at,
            jsonb_build_object('release', one.release_id, 'name', one.name, 'environment', one.environment,
                'flag', one.flag, 'treatment', one.treatment, 'control', one.control, 'step', one.step,
                'stage', one.stage, 'sentence', one.sentence, 'actor', one.actor,
                'evidence', webhook_document(one.evidence))::text, NULL);
    END LOOP;
    RETURN NULL;
END
$$;

CREATE TRIGGER release_tells_webhooks AFTER INSERT ON release_event REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks_of_release();
