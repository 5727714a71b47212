CREATE TABLE product (
  product_id VARCHAR(64) PRIMARY KEY,
  stock INT NOT NULL,
  available INT NOT NULL,
  CHECK (available >= 0 AND available <= stock)
);

-- One row per product and reservation; its order may have several over time.
CREATE TABLE stock_reservation (
  reservation_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id VARCHAR(200) NOT NULL,
  product_id VARCHAR(64) NOT NULL REFERENCES product (product_id),
  quantity INT NOT NULL CHECK (quantity > 0),
  status VARCHAR(16) NOT NULL CHECK (status IN ('HELD', 'RELEASED'))
);

CREATE INDEX stock_reservation_order ON stock_reservation (order_id);
