-- The fence of a participant: one row per execute, see docs/reference/participant.md.
CREATE TABLE IF NOT EXISTS saga_fence (
  execute_key              VARCHAR(400) NOT NULL PRIMARY KEY,
  execute_state            VARCHAR(16)  NOT NULL,
  execute_reply            MEDIUMBLOB,
  execute_error_code       VARCHAR(64),
  execute_error_message    VARCHAR(1024),
  compensate_key           VARCHAR(400),
  compensate_outcome       VARCHAR(16),
  compensate_reply         MEDIUMBLOB,
  compensate_error_code    VARCHAR(64),
  compensate_error_message VARCHAR(1024),
  expires_at               BIGINT       NOT NULL,
  INDEX saga_fence_expires_at (expires_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
