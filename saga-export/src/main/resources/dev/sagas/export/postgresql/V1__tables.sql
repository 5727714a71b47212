-- What was exported from where. One row.
CREATE TABLE export_source (
  journal text PRIMARY KEY,
  cluster_id text NOT NULL
);

-- How far each partition of the journal is exported, changed in the transaction of its rows.
CREATE TABLE export_positions (
  partition_number int PRIMARY KEY,
  next_offset bigint NOT NULL,
  entry_at timestamptz,
  exported_at timestamptz NOT NULL
);

-- The engine's own state of the sagas that have not ended, so that an export continues where it was.
CREATE TABLE export_states (
  saga_id text NOT NULL,
  run text NOT NULL,
  checkpoint bytea NOT NULL,
  PRIMARY KEY (saga_id, run)
);

-- Runs whose journal is not whole: what is missing is not in the other tables.
CREATE TABLE export_gaps (
  saga_id text NOT NULL,
  run text NOT NULL,
  revision bigint NOT NULL,
  partition_number int NOT NULL,
  record_offset bigint NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (saga_id, run, revision)
);

CREATE TABLE sagas (
  saga_id text NOT NULL,
  run text NOT NULL,
  saga_type text NOT NULL,
  version int NOT NULL,
  status text NOT NULL,
  revision bigint NOT NULL,
  started_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  ended_at timestamptz,
  deadline_at timestamptz,
  requested_by text,
  waits_for text,
  unwind_step text,
  unwind_code text,
  unwind_message text,
  paused_by text,
  paused_reason text,
  labels jsonb NOT NULL,
  data_type text NOT NULL,
  data jsonb,
  PRIMARY KEY (saga_id, run)
);
CREATE INDEX sagas_by_start ON sagas (started_at);
CREATE INDEX sagas_by_end ON sagas (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX sagas_live ON sagas (saga_type, waits_for) WHERE ended_at IS NULL;
CREATE INDEX sagas_by_label ON sagas USING gin (labels jsonb_path_ops);
CREATE INDEX sagas_by_data ON sagas USING gin (data jsonb_path_ops);

CREATE TABLE steps (
  saga_id text NOT NULL,
  run text NOT NULL,
  step text NOT NULL,
  status text NOT NULL,
  target text,
  epoch int NOT NULL,
  attempt int NOT NULL,
  effect_order bigint,
  since timestamptz NOT NULL,
  due_at timestamptz,
  PRIMARY KEY (saga_id, run, step)
);

CREATE TABLE attempts (
  saga_id text NOT NULL,
  run text NOT NULL,
  step text NOT NULL,
  action text NOT NULL,
  epoch int NOT NULL,
  attempt int NOT NULL,
  participant text,
  sent_at timestamptz,
  due_at timestamptz,
  settled_at timestamptz,
  answer text,
  code text,
  message text,
  PRIMARY KEY (saga_id, run, step, action, epoch, attempt)
);
CREATE INDEX attempts_by_participant ON attempts (participant, sent_at);

CREATE TABLE incidents (
  saga_id text NOT NULL,
  run text NOT NULL,
  incident_id text NOT NULL,
  step text,
  code text,
  message text,
  raised_at timestamptz,
  resolved_at timestamptz,
  resolution text,
  PRIMARY KEY (saga_id, run, incident_id)
);
CREATE INDEX incidents_open ON incidents (code) WHERE resolved_at IS NULL;

CREATE TABLE operations (
  saga_id text NOT NULL,
  run text NOT NULL,
  revision bigint NOT NULL,
  operation_id text NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL,
  applied_at timestamptz NOT NULL,
  PRIMARY KEY (saga_id, run, revision)
);

-- The newest run of each saga id.
CREATE VIEW newest_sagas AS
  SELECT DISTINCT ON (saga_id) * FROM sagas ORDER BY saga_id, started_at DESC;

-- Why sagas turn back, day by day.
CREATE VIEW unwinds_by_cause AS
  SELECT saga_type, unwind_step, unwind_code, date_trunc('day', started_at) AS started_on, count(*) AS sagas
  FROM sagas WHERE unwind_code IS NOT NULL
  GROUP BY saga_type, unwind_step, unwind_code, date_trunc('day', started_at);
