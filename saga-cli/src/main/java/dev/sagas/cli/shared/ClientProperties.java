package dev.sagas.cli.shared;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The properties for Kafka's clients that an operator keeps in a file. */
final class ClientProperties {
  private ClientProperties() {}

  /** The contents of the file; empty without a file. The caller may add to the map. */
  static Map<String, Object> read(Optional<Path> file) throws IOException {
    Properties properties = new Properties();
    if (file.isPresent()) {
      try (Reader reader = Files.newBufferedReader(file.get(), StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
    }
    Map<String, Object> client = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> client.put(name, properties.getProperty(name)));
    return client;
  }
}
