-- Who did it, what was done, to what and when; a page is the newest of them.
CREATE INDEX audit_actor ON audit (project, actor, seq);
CREATE INDEX audit_action ON audit (project, action, seq);
CREATE INDEX audit_subject ON audit (project, subject COLLATE "C", seq);
CREATE INDEX audit_at ON audit (project, at);
