-- customer-000 to customer-399: firms with a limit of ten million.
INSERT INTO customer (customer_id, currency, limit_cents, reserved_cents)
SELECT 'customer-' || h.digit || t.digit || e.digit, 'EUR', 1000000000, 0
FROM (VALUES ('0'), ('1'), ('2'), ('3')) AS h (digit)
CROSS JOIN (VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('9')) AS t (digit)
CROSS JOIN (VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('9')) AS e (digit);

-- private-00 to private-19: persons with a limit of one hundred.
INSERT INTO customer (customer_id, currency, limit_cents, reserved_cents)
SELECT 'private-' || t.digit || e.digit, 'EUR', 10000, 0
FROM (VALUES ('0'), ('1')) AS t (digit)
CROSS JOIN (VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('9')) AS e (digit);
