INSERT INTO carrier (carrier, answers) VALUES
  ('north-post', TRUE),
  ('blue-van', TRUE),
  ('swift-bike', TRUE),
  ('snail-mail', FALSE);
