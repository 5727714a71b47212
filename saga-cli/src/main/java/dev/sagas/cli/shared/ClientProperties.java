package dev.sagas.cli.shared;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The properties for Kafka's clients that an operator keeps in a file, and those of the store of
 * large values, which may be in the environment as for an orchestrator: {@code
 * SAGA_CLAIM_CHECK_URL} and so on. Commands load large values only to decide again; they store
 * none.
 */
final class ClientProperties {
  private static final String CLAIMS = "SAGA_CLAIM_CHECK_";
  private static final int PREFIX_CHARS = "SAGA_".length();
  private static final String READ_ONLY = "claim.check.read.only";

  private ClientProperties() {}

  /** The contents of the file; empty without a file. The caller may add to the map. */
  static Map<String, Object> read(Optional<Path> file) throws IOException {
    Properties properties = new Properties();
    if (file.isPresent()) {
      try (Reader reader = Files.newBufferedReader(file.get(), StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
    }
    Map<String, Object> client = new HashMap<>(claims(System.getenv()));
    properties
        .stringPropertyNames()
        .forEach(name -> client.put(name, properties.getProperty(name)));
    return client;
  }

  static Map<String, String> claims(Map<String, String> environment) {
    Map<String, String> claims = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(CLAIMS) && !value.isEmpty()) {
            String property = name.substring(PREFIX_CHARS).toLowerCase(Locale.ROOT);
            claims.put(property.replace('_', '.'), value);
          }
        });
    claims.put(READ_ONLY, "true");
    return claims;
  }
}
