package dev.sagas.samples.endtoend;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** A broker and a schema registry. */
public interface Backbone extends AutoCloseable {
  String bootstrapServers();

  String registryUrl();

  @Override
  void close();

  /** Settings of clients, participants and the audit. */
  default Map<String, Object> clientConfig() {
    return Map.of("bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl());
  }

  /** Starts a backbone with its data in a directory. */
  interface Starter extends Function<Path, Backbone> {}
}
