CREATE TABLE customer (
  customer_id VARCHAR(64) PRIMARY KEY,
  currency VARCHAR(3) NOT NULL,
  limit_cents BIGINT NOT NULL,
  reserved_cents BIGINT NOT NULL,
  CHECK (reserved_cents >= 0 AND reserved_cents <= limit_cents)
);

-- One row per reservation; its order may have several over time.
CREATE TABLE credit_reservation (
  reservation_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id VARCHAR(200) NOT NULL,
  customer_id VARCHAR(64) NOT NULL REFERENCES customer (customer_id),
  amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
  status VARCHAR(16) NOT NULL CHECK (status IN ('HELD', 'RELEASED'))
);

CREATE INDEX credit_reservation_order ON credit_reservation (order_id);
