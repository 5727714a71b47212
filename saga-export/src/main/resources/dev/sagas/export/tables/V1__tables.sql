-- What was exported from where. One row.
CREATE TABLE export_source (
  journal ${text} PRIMARY KEY,
  cluster_id ${text} NOT NULL
);

-- How far each partition of the journal is exported, changed in the transaction of its rows.
CREATE TABLE export_positions (
  partition_number int PRIMARY KEY,
  next_offset bigint NOT NULL,
  entry_at ${time},
  exported_at ${time} NOT NULL
);

-- The engine's own state of the sagas that have not ended, so that an export continues where it was.
CREATE TABLE export_states (
  saga_id ${text} NOT NULL,
  run ${text} NOT NULL,
  checkpoint ${bytes} NOT NULL,
  PRIMARY KEY (saga_id, run)
);

-- Runs whose journal is not whole: what is missing is not in the other tables.
CREATE TABLE export_gaps (
  saga_id ${text} NOT NULL,
  run ${text} NOT NULL,
  revision bigint NOT NULL,
  partition_number int NOT NULL,
  record_offset bigint NOT NULL,
  reason ${text} NOT NULL,
  PRIMARY KEY (saga_id, run, revision)
);

CREATE TABLE sagas (
  saga_id ${text} NOT NULL,
  run ${text} NOT NULL,
  saga_type ${text} NOT NULL,
  version int NOT NULL,
  status ${text} NOT NULL,
  revision bigint NOT NULL,
  started_at ${time} NOT NULL,
  updated_at ${time} NOT NULL,
  ended_at ${time},
  deadline_at ${time},
  requested_by ${text},
  waits_for ${text},
  unwind_step ${text},
  unwind_code ${text},
  unwind_message ${text},
  paused_by ${text},
  paused_reason ${text},
  labels ${json} NOT NULL,
  data_type ${text} NOT NULL,
  data ${json},
  PRIMARY KEY (saga_id, run)
);

CREATE TABLE steps (
  saga_id ${text} NOT NULL,
  run ${text} NOT NULL,
  step ${text} NOT NULL,
  status ${text} NOT NULL,
  target ${text},
  epoch int NOT NULL,
  attempt int NOT NULL,
  effect_order bigint,
  since ${time} NOT NULL,
  due_at ${time},
  PRIMARY KEY (saga_id, run, step)
);

CREATE TABLE attempts (
  saga_id ${text} NOT NULL,
  run ${text} NOT NULL,
  step ${text} NOT NULL,
  action ${text} NOT NULL,
  epoch int NOT NULL,
  attempt int NOT NULL,
  participant ${text},
  sent_at ${time},
  due_at ${time},
  settled_at ${time},
  answer ${text},
  code ${text},
  message ${text},
  PRIMARY KEY (saga_id, run, step, action, epoch, attempt)
);

CREATE TABLE incidents (
  saga_id ${text} NOT NULL,
  run ${text} NOT NULL,
  incident_id ${text} NOT NULL,
  step ${text},
  code ${text},
  message ${text},
  raised_at ${time},
  resolved_at ${time},
  resolution ${text},
  PRIMARY KEY (saga_id, run, incident_id)
);

CREATE TABLE operations (
  saga_id ${text} NOT NULL,
  run ${text} NOT NULL,
  revision bigint NOT NULL,
  operation_id ${text} NOT NULL,
  kind ${text} NOT NULL,
  actor ${text} NOT NULL,
  reason ${text} NOT NULL,
  applied_at ${time} NOT NULL,
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
