-- What the carriers were asked for and did: one row per booking, under the key it was asked for
-- with. Its order may have several over time.
CREATE TABLE shipment (
  booking_key VARCHAR(600) PRIMARY KEY,
  order_id VARCHAR(200) NOT NULL,
  tracking_number VARCHAR(64) NOT NULL,
  carrier VARCHAR(64) NOT NULL,
  pieces INT NOT NULL CHECK (pieces > 0),
  status VARCHAR(16) NOT NULL CHECK (status IN ('BOOKED', 'CANCELLED'))
);

CREATE INDEX shipment_order ON shipment (order_id);
