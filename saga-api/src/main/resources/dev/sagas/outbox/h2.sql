-- The outbox: one row per request or signal that is yet to be sent, see docs/guides/outbox.md.
CREATE TABLE IF NOT EXISTS saga_outbox (
  seq             BIGINT             GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id              VARCHAR(36)        NOT NULL UNIQUE,
  aggregatetype   VARCHAR(249)       NOT NULL,
  aggregateid     VARCHAR(200)       NOT NULL,
  type            VARCHAR(1024)      NOT NULL,
  payload         VARBINARY(1048576) NOT NULL,
  saga_type       VARCHAR(64),
  saga_version    VARCHAR(10),
  saga_labels     VARCHAR(6000),
  saga_reply_to   VARCHAR(249),
  saga_request_id VARCHAR(36),
  saga_signal     VARCHAR(64),
  created_at      BIGINT             NOT NULL,
  set_aside_at    BIGINT,
  error           VARCHAR(1024)
);
CREATE INDEX IF NOT EXISTS saga_outbox_aggregateid ON saga_outbox (aggregateid, seq);
