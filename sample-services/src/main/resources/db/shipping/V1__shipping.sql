CREATE TABLE carrier (
  carrier VARCHAR(64) PRIMARY KEY,
  answers BOOLEAN NOT NULL
);

-- One row per shipment; its order may have several over time.
CREATE TABLE shipment (
  shipment_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id VARCHAR(200) NOT NULL,
  carrier VARCHAR(64) NOT NULL REFERENCES carrier (carrier),
  address VARCHAR(400) NOT NULL,
  pieces INT NOT NULL CHECK (pieces > 0),
  status VARCHAR(16) NOT NULL CHECK (status IN ('BOOKED', 'CANCELLED'))
);

CREATE INDEX shipment_order ON shipment (order_id);
