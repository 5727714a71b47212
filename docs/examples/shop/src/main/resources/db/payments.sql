CREATE TABLE IF NOT EXISTS account (
  customer      VARCHAR(100) NOT NULL PRIMARY KEY,
  balance_cents BIGINT       NOT NULL CHECK (balance_cents >= 0)
);
INSERT INTO account VALUES ('ada', 500000), ('bob', 1000) ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS charge (
  charge_no    BIGINT       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id     VARCHAR(200) NOT NULL UNIQUE,
  amount_cents BIGINT       NOT NULL
);
