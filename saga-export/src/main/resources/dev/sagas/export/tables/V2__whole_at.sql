-- Everything that was committed to the partition before then is exported.
ALTER TABLE export_positions ADD COLUMN whole_at ${time};
