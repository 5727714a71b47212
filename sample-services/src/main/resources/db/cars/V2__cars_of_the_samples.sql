INSERT INTO offer (offer, capacity, available, answers_after_ms) VALUES
  ('compact', 10000, 10000, 0),
  ('estate', 10000, 10000, 0),
  ('limousine', 0, 0, 0);
