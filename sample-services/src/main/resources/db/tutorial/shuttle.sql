CREATE TABLE bus (free INT NOT NULL CHECK (free >= 0));
INSERT INTO bus VALUES (15);

CREATE TABLE ride (
  booking_id VARCHAR(200) NOT NULL,
  seats INT NOT NULL
);
