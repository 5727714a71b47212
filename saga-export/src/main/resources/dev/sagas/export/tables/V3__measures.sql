-- What the run adds to the statistics of saga audit --analytics, in a form of its own.
ALTER TABLE sagas ADD COLUMN measures ${bytes};
