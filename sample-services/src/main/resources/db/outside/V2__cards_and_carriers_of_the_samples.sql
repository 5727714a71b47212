-- card-000 to card-399: good. card-blocked-0 to card-blocked-9: declined.
INSERT INTO card (card_token, blocked, charged_cents)
SELECT 'card-' || h.digit || t.digit || e.digit, FALSE, 0
FROM (VALUES ('0'), ('1'), ('2'), ('3')) AS h (digit)
CROSS JOIN (VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('9')) AS t (digit)
CROSS JOIN (VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('9')) AS e (digit);

INSERT INTO card (card_token, blocked, charged_cents)
SELECT 'card-blocked-' || e.digit, TRUE, 0
FROM (VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('9')) AS e (digit);

INSERT INTO carrier (carrier, answers) VALUES
  ('north-post', TRUE),
  ('blue-van', TRUE),
  ('swift-bike', TRUE),
  ('snail-mail', FALSE);
