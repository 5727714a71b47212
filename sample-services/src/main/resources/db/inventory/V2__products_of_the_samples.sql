-- product-000 to product-179: ample stock.
INSERT INTO product (product_id, stock, available)
SELECT 'product-' || h.digit || t.digit || e.digit, 100000000, 100000000
FROM (VALUES ('0'), ('1')) AS h (digit)
CROSS JOIN (VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('9')) AS t (digit)
CROSS JOIN (VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('9')) AS e (digit)
WHERE NOT (h.digit = '1' AND t.digit IN ('8', '9'));

-- product-180 to product-189: sold out. product-190 to product-199: the last two pieces.
INSERT INTO product (product_id, stock, available)
SELECT 'product-1' || t.digit || e.digit, t.pieces, t.pieces
FROM (VALUES ('8', 0), ('9', 2)) AS t (digit, pieces)
CROSS JOIN (VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('9')) AS e (digit);
