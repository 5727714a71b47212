package dev.sagas.dev.registry;

import java.util.List;

/** Where a registry's changes are kept in order. */
interface SchemaLog extends AutoCloseable {
  /**
   * Becomes the log's only writer and reads it to its end.
   *
   * @throws LogUnavailableException if that cannot be done now
   */
  List<RegistryChange> open();

  /**
   * Keeps the changes, all or none, before it returns.
   *
   * @throws LogUnavailableException if it is not certain that they were kept; the log must be
   *     opened again before anything else is done
   */
  void append(List<RegistryChange> changes);

  @Override
  void close();
}
