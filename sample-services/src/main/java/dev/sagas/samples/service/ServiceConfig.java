package dev.sagas.samples.service;

import dev.sagas.protocol.TopicNames;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A sample service's configuration.
 *
 * <ul>
 *   <li>From the environment a setting has its name in capitals with underscores: {@code
 *       database.url} is {@code DATABASE_URL}.
 *   <li>A setting that starts with {@code saga.kafka.} is passed to the Kafka clients: {@code
 *       SAGA_KAFKA_SECURITY_PROTOCOL} sets {@code security.protocol}.
 *   <li>Without {@code database.url} the service keeps an H2 database in files under {@code
 *       saga-data} in the current directory.
 * </ul>
 */
public final class ServiceConfig extends AbstractConfig {
  public static final String BOOTSTRAP_SERVERS = "saga.bootstrap.servers";
  public static final String REGISTRY_URL = "saga.schema.registry.url";
  public static final String TOPIC_PREFIX = "saga.topic.prefix";
  public static final String DATABASE_URL = "database.url";
  public static final String DATABASE_USER = "database.user";
  public static final String DATABASE_PASSWORD = "database.password";
  public static final String CONCURRENCY = "service.concurrency";
  public static final String READY_FILE = "service.ready.file";
  public static final String OUTSIDE_URL = "outside.url";
  public static final String OUTSIDE_TIMEOUT_MS = "outside.timeout.ms";
  public static final String HTTP_HOST = "service.http.host";
  public static final String HTTP_PORT = "service.http.port";
  private static final String CLIENT_PREFIX = "saga.kafka.";
  private static final int MAX_CONCURRENCY = 64;
  private static final int OUTSIDE_PORT = 8090;

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              BOOTSTRAP_SERVERS,
              ConfigDef.Type.STRING,
              "localhost:9092",
              ConfigDef.Importance.HIGH,
              "Kafka's address.")
          .define(
              REGISTRY_URL,
              ConfigDef.Type.STRING,
              "http://localhost:8081",
              ConfigDef.Importance.HIGH,
              "The schema registry's address; several are separated by commas.")
          .define(
              TOPIC_PREFIX,
              ConfigDef.Type.STRING,
              "",
              ConfigDef.Importance.MEDIUM,
              "Comes in front of every topic's name; the orchestrator's must be the same.")
          .define(
              DATABASE_URL,
              ConfigDef.Type.STRING,
              "",
              ConfigDef.Importance.HIGH,
              "JDBC URL of the service's own database, H2 or PostgreSQL.")
          .define(
              DATABASE_USER,
              ConfigDef.Type.STRING,
              "sa",
              ConfigDef.Importance.HIGH,
              "The database's user.")
          .define(
              DATABASE_PASSWORD,
              ConfigDef.Type.PASSWORD,
              "",
              ConfigDef.Importance.HIGH,
              "The database user's password.")
          .define(
              CONCURRENCY,
              ConfigDef.Type.INT,
              8,
              ConfigDef.Range.between(1, MAX_CONCURRENCY),
              ConfigDef.Importance.MEDIUM,
              "How many commands are handled at once.")
          .define(
              READY_FILE,
              ConfigDef.Type.STRING,
              "",
              ConfigDef.Importance.LOW,
              "A file that exists while the service handles commands, for health checks.")
          .define(
              OUTSIDE_URL,
              ConfigDef.Type.STRING,
              "http://localhost:" + OUTSIDE_PORT,
              ConfigDef.Importance.MEDIUM,
              "Where the bank and the carriers are, for payments and shipping.")
          .define(
              OUTSIDE_TIMEOUT_MS,
              ConfigDef.Type.INT,
              2_000,
              ConfigDef.Range.between(1, 60_000),
              ConfigDef.Importance.LOW,
              "How long payments and shipping wait for one answer of theirs, in milliseconds.")
          .define(
              HTTP_HOST,
              ConfigDef.Type.STRING,
              "127.0.0.1",
              ConfigDef.Importance.LOW,
              "The address that the bank and the carriers answer on.")
          .define(
              HTTP_PORT,
              ConfigDef.Type.INT,
              OUTSIDE_PORT,
              ConfigDef.Range.between(0, 65_535),
              ConfigDef.Importance.LOW,
              "The port that the bank and the carriers answer on; 0 takes a free one.");

  private ServiceConfig(Map<String, ?> settings) {
    super(DEFINITION, settings, false);
  }

  /** Checks settings that are given by their own names. */
  public static ServiceConfig of(Map<String, ?> settings) {
    return new ServiceConfig(settings);
  }

  /** Reads the settings from environment variables; others are ignored. */
  public static ServiceConfig ofEnvironment(Map<String, String> environment) {
    Map<String, Object> settings = new HashMap<>();
    environment.forEach(
        (variable, value) -> {
          String name = variable.toLowerCase(Locale.ROOT).replace('_', '.');
          if (DEFINITION.names().contains(name) || name.startsWith(CLIENT_PREFIX)) {
            settings.put(name, value);
          }
        });
    return new ServiceConfig(settings);
  }

  /** The settings of the participant's Kafka clients and of the registry. */
  public Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>(originalsWithPrefix(CLIENT_PREFIX));
    settings.put("bootstrap.servers", getString(BOOTSTRAP_SERVERS));
    settings.put("schema.registry.url", getString(REGISTRY_URL));
    settings.put("saga.topic.prefix", getString(TOPIC_PREFIX));
    return settings;
  }

  public TopicNames topics() {
    return new TopicNames(getString(TOPIC_PREFIX));
  }

  public int concurrency() {
    return getInt(CONCURRENCY);
  }

  /** A connection for each running command, and some for the participant's own work. */
  public int poolSize() {
    return concurrency() + 2;
  }

  /** Where the database of the service with this name is, with a connection for each command. */
  public DatabaseSettings database(String service) {
    String url = getString(DATABASE_URL);
    return url.isEmpty()
        ? DatabaseSettings.h2(Path.of("saga-data", "databases", service), poolSize())
        : new DatabaseSettings(
            url, getString(DATABASE_USER), getPassword(DATABASE_PASSWORD).value(), poolSize());
  }

  /** Where the bank and the carriers are. */
  public URI outsideUrl() {
    return URI.create(getString(OUTSIDE_URL));
  }

  /** How long to wait for an answer of theirs. */
  public Duration outsideTimeout() {
    return Duration.ofMillis(getInt(OUTSIDE_TIMEOUT_MS));
  }

  public Optional<Path> readyFile() {
    return Optional.of(getString(READY_FILE)).filter(file -> !file.isEmpty()).map(Path::of);
  }
}
