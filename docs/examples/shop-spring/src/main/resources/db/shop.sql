CREATE TABLE IF NOT EXISTS customer_order (
  order_id VARCHAR(200) NOT NULL PRIMARY KEY,
  customer VARCHAR(100) NOT NULL,
  quantity INT          NOT NULL
);

CREATE TABLE IF NOT EXISTS product (
  item      VARCHAR(100) NOT NULL PRIMARY KEY,
  available INT          NOT NULL CHECK (available >= 0)
);
INSERT INTO product VALUES ('lamp', 100) ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS reservation (
  order_id VARCHAR(200) NOT NULL PRIMARY KEY,
  item     VARCHAR(100) NOT NULL,
  quantity INT          NOT NULL
);

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

CREATE TABLE IF NOT EXISTS parcel (
  parcel_no BIGINT       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id  VARCHAR(200) NOT NULL,
  state     VARCHAR(10)  NOT NULL
);
