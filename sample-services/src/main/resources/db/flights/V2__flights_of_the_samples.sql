-- SL900 answers only after every attempt of the trip booking has timed out: the seat is taken late.
INSERT INTO offer (offer, capacity, available, answers_after_ms) VALUES
  ('NO100', 10000, 10000, 0),
  ('NO200', 10000, 10000, 0),
  ('FU300', 0, 0, 0),
  ('SL900', 10000, 10000, 6000);
