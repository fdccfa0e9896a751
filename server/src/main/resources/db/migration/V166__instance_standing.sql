-- Instances that reported of late, and whether they are behind: those are that lack a revision which is a minute old. Nobody is
-- where it is at once where an edit just was.
CREATE VIEW instance_standing AS
    SELECT e.id AS environment_id, e.project, e.key AS environment, e.revision AS current_revision,
        r.instance, r.sdk_name, r.sdk_version, r.region, r.revision,
        coalesce((r.epoch, r.revision) < (e.epoch, old.revision), r.revision IS NULL) AS behind
    FROM receipt r JOIN environment e ON e.id = r.environment_id
    LEFT JOIN LATERAL (SELECT c.revision FROM change_log c
        WHERE c.environment_id = e.id AND c.epoch = e.epoch AND c.at < now() - interval '1 minute'
        ORDER BY c.revision DESC LIMIT 1) old ON true
    WHERE r.last_seen_at > now() - interval '90 seconds';
