-- What was exported from where. One row.
CREATE TABLE export_source (
  journal varchar PRIMARY KEY,
  cluster_id varchar NOT NULL
);

-- How far each partition of the journal is exported, changed in the transaction of its rows.
CREATE TABLE export_positions (
  partition_number int PRIMARY KEY,
  next_offset bigint NOT NULL,
  entry_at timestamp(3) with time zone,
  exported_at timestamp(3) with time zone NOT NULL
);

-- The engine's own state of the sagas that have not ended, so that an export continues where it was.
CREATE TABLE export_states (
  saga_id varchar NOT NULL,
  run varchar NOT NULL,
  checkpoint varbinary(10000000) NOT NULL,
  PRIMARY KEY (saga_id, run)
);

-- Runs whose journal is not whole: what is missing is not in the other tables.
CREATE TABLE export_gaps (
  saga_id varchar NOT NULL,
  run varchar NOT NULL,
  revision bigint NOT NULL,
  partition_number int NOT NULL,
  record_offset bigint NOT NULL,
  reason varchar NOT NULL,
  PRIMARY KEY (saga_id, run, revision)
);

CREATE TABLE sagas (
  saga_id varchar NOT NULL,
  run varchar NOT NULL,
  saga_type varchar NOT NULL,
  version int NOT NULL,
  status varchar NOT NULL,
  revision bigint NOT NULL,
  started_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  ended_at timestamp(3) with time zone,
  deadline_at timestamp(3) with time zone,
  requested_by varchar,
  waits_for varchar,
  unwind_step varchar,
  unwind_code varchar,
  unwind_message varchar,
  paused_by varchar,
  paused_reason varchar,
  labels json NOT NULL,
  data_type varchar NOT NULL,
  data json,
  PRIMARY KEY (saga_id, run)
);
CREATE INDEX sagas_by_start ON sagas (started_at);
CREATE INDEX sagas_by_end ON sagas (ended_at);
CREATE INDEX sagas_live ON sagas (saga_type, waits_for);

CREATE TABLE steps (
  saga_id varchar NOT NULL,
  run varchar NOT NULL,
  step varchar NOT NULL,
  status varchar NOT NULL,
  target varchar,
  epoch int NOT NULL,
  attempt int NOT NULL,
  effect_order bigint,
  since timestamp(3) with time zone NOT NULL,
  due_at timestamp(3) with time zone,
  PRIMARY KEY (saga_id, run, step)
);

CREATE TABLE attempts (
  saga_id varchar NOT NULL,
  run varchar NOT NULL,
  step varchar NOT NULL,
  action varchar NOT NULL,
  epoch int NOT NULL,
  attempt int NOT NULL,
  participant varchar,
  sent_at timestamp(3) with time zone,
  due_at timestamp(3) with time zone,
  settled_at timestamp(3) with time zone,
  answer varchar,
  code varchar,
  message varchar,
  PRIMARY KEY (saga_id, run, step, action, epoch, attempt)
);
CREATE INDEX attempts_by_participant ON attempts (participant, sent_at);

CREATE TABLE incidents (
  saga_id varchar NOT NULL,
  run varchar NOT NULL,
  incident_id varchar NOT NULL,
  step varchar,
  code varchar,
  message varchar,
  raised_at timestamp(3) with time zone,
  resolved_at timestamp(3) with time zone,
  resolution varchar,
  PRIMARY KEY (saga_id, run, incident_id)
);
CREATE INDEX incidents_open ON incidents (code);

CREATE TABLE operations (
  saga_id varchar NOT NULL,
  run varchar NOT NULL,
  revision bigint NOT NULL,
  operation_id varchar NOT NULL,
  kind varchar NOT NULL,
  actor varchar NOT NULL,
  reason varchar NOT NULL,
  applied_at timestamp(3) with time zone NOT NULL,
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
