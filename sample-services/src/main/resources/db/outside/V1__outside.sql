-- Every idempotency key that was ever used or cancelled. Keys are never forgotten.
CREATE TABLE idempotency_key (
  idempotency_key VARCHAR(600) PRIMARY KEY,
  kind VARCHAR(16) NOT NULL,
  -- What was asked for and answered; null if the key was cancelled before it was used.
  request VARCHAR(8000),
  answer_status INT,
  answer VARCHAR(8000),
  cancelled BOOLEAN NOT NULL
);

CREATE TABLE card (
  card_token VARCHAR(64) PRIMARY KEY,
  blocked BOOLEAN NOT NULL,
  charged_cents BIGINT NOT NULL CHECK (charged_cents >= 0)
);

CREATE TABLE charge (
  charge_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  charge_key VARCHAR(600) NOT NULL UNIQUE REFERENCES idempotency_key (idempotency_key),
  order_id VARCHAR(200) NOT NULL,
  card_token VARCHAR(64) NOT NULL REFERENCES card (card_token),
  amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
  currency VARCHAR(3) NOT NULL,
  status VARCHAR(16) NOT NULL CHECK (status IN ('CHARGED', 'CANCELLED'))
);

CREATE TABLE carrier (
  carrier VARCHAR(64) PRIMARY KEY,
  answers BOOLEAN NOT NULL
);

CREATE TABLE booking (
  booking_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  booking_key VARCHAR(600) NOT NULL UNIQUE REFERENCES idempotency_key (idempotency_key),
  order_id VARCHAR(200) NOT NULL,
  carrier VARCHAR(64) NOT NULL REFERENCES carrier (carrier),
  address VARCHAR(400) NOT NULL,
  pieces INT NOT NULL CHECK (pieces > 0),
  status VARCHAR(16) NOT NULL CHECK (status IN ('BOOKED', 'CANCELLED'))
);
