CREATE INDEX sagas_by_start ON sagas (started_at);
CREATE INDEX sagas_by_end ON sagas (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX sagas_live ON sagas (saga_type, waits_for) WHERE ended_at IS NULL;
CREATE INDEX sagas_by_label ON sagas USING gin (labels jsonb_path_ops);
CREATE INDEX sagas_by_data ON sagas USING gin (data jsonb_path_ops);
CREATE INDEX attempts_by_participant ON attempts (participant, sent_at);
CREATE INDEX incidents_open ON incidents (code) WHERE resolved_at IS NULL;
