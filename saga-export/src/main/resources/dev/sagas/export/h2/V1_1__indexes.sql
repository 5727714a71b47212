CREATE INDEX sagas_by_start ON sagas (started_at);
CREATE INDEX sagas_by_end ON sagas (ended_at);
CREATE INDEX sagas_live ON sagas (saga_type, waits_for);
CREATE INDEX attempts_by_participant ON attempts (participant, sent_at);
CREATE INDEX incidents_open ON incidents (code);
