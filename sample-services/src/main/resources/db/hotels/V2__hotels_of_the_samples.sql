INSERT INTO offer (offer, capacity, available, answers_after_ms) VALUES
  ('harbour-inn', 10000, 10000, 0),
  ('grand-hotel', 10000, 10000, 0),
  ('full-house', 0, 0, 0);
