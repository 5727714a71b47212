-- The outbox: one row per request or signal that is yet to be sent, see docs/guides/outbox.md.
CREATE TABLE IF NOT EXISTS saga_outbox (
  seq             BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  id              VARCHAR(36)   NOT NULL UNIQUE,
  aggregatetype   VARCHAR(249)  NOT NULL,
  aggregateid     VARCHAR(200)  NOT NULL,
  type            VARCHAR(1024) NOT NULL,
  payload         MEDIUMBLOB    NOT NULL,
  saga_type       VARCHAR(64),
  saga_version    VARCHAR(10),
  saga_labels     VARCHAR(6000),
  saga_reply_to   VARCHAR(249),
  saga_request_id VARCHAR(36),
  saga_signal     VARCHAR(64),
  created_at      BIGINT        NOT NULL,
  set_aside_at    BIGINT,
  error           VARCHAR(1024),
  INDEX saga_outbox_aggregateid (aggregateid, seq)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
