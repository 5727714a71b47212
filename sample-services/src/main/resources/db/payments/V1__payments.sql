CREATE TABLE card (
  card_token VARCHAR(64) PRIMARY KEY,
  blocked BOOLEAN NOT NULL,
  charged_cents BIGINT NOT NULL CHECK (charged_cents >= 0)
);

-- One row per payment; its order may have several over time.
CREATE TABLE payment (
  payment_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id VARCHAR(200) NOT NULL,
  card_token VARCHAR(64) NOT NULL REFERENCES card (card_token),
  amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
  currency VARCHAR(3) NOT NULL,
  status VARCHAR(16) NOT NULL CHECK (status IN ('CHARGED', 'REFUNDED'))
);

CREATE INDEX payment_order ON payment (order_id);
