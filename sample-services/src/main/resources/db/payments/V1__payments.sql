-- What the bank was asked for and did: one row per charge, under the key it was asked for with.
-- Its order may have several over time.
CREATE TABLE payment (
  charge_key VARCHAR(600) PRIMARY KEY,
  order_id VARCHAR(200) NOT NULL,
  payment_id VARCHAR(64) NOT NULL,
  amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
  currency VARCHAR(3) NOT NULL,
  status VARCHAR(16) NOT NULL CHECK (status IN ('CHARGED', 'REFUNDED'))
);

CREATE INDEX payment_order ON payment (order_id);
