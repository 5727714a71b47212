package dev.sagas.export.jdbc;

/** Another instance has exported a partition further than this one knows. Nothing was written. */
public final class PositionMovedException extends Exception {
  private static final long serialVersionUID = 1L;

  PositionMovedException(int partition, long expected, long actual) {
    super(
        "Expected partition %s to be exported up to offset %s, but it is up to %s: another instance writes it as well"
            .formatted(partition, expected, actual));
  }
}
