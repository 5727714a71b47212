CREATE TABLE account (
  customer VARCHAR(200) PRIMARY KEY,
  balance_cents BIGINT NOT NULL CHECK (balance_cents >= 0)
);
INSERT INTO account VALUES ('ada', 20000), ('bob', 2000), ('carol', 200000);
