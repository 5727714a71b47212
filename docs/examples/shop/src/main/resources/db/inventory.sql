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
