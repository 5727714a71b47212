CREATE TABLE customer_order (
  order_id VARCHAR(200) PRIMARY KEY,
  customer_id VARCHAR(64) NOT NULL,
  total_cents BIGINT NOT NULL CHECK (total_cents > 0),
  currency VARCHAR(3) NOT NULL,
  status VARCHAR(16) NOT NULL CHECK (status IN ('PENDING', 'APPROVED', 'CANCELLED'))
);

CREATE TABLE order_line (
  order_id VARCHAR(200) NOT NULL REFERENCES customer_order (order_id),
  product_id VARCHAR(64) NOT NULL,
  quantity INT NOT NULL CHECK (quantity > 0),
  unit_price_cents BIGINT NOT NULL CHECK (unit_price_cents >= 0),
  PRIMARY KEY (order_id, product_id)
);
