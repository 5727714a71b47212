-- What can be booked: a class of cars, a hotel's rooms, a flight's seats.
CREATE TABLE offer (
  offer VARCHAR(64) PRIMARY KEY,
  capacity INT NOT NULL,
  available INT NOT NULL,
  answers_after_ms INT NOT NULL CHECK (answers_after_ms >= 0),
  CHECK (available >= 0 AND available <= capacity)
);

-- One row per booking; its trip may have several over time.
CREATE TABLE booking (
  booking_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  trip_id VARCHAR(200) NOT NULL,
  offer VARCHAR(64) NOT NULL REFERENCES offer (offer),
  traveller VARCHAR(200) NOT NULL,
  status VARCHAR(16) NOT NULL CHECK (status IN ('BOOKED', 'CANCELLED'))
);

CREATE INDEX booking_trip ON booking (trip_id);
