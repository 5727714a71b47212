CREATE TABLE booking (
  trip_id VARCHAR(200) NOT NULL,
  kind    VARCHAR(10)  NOT NULL,
  PRIMARY KEY (trip_id, kind)
);
