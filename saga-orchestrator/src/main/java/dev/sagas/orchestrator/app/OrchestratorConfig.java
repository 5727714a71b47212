package dev.sagas.orchestrator.app;

import dev.sagas.orchestrator.definitions.LoadedDefinitions;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The orchestrator's configuration.
 *
 * <ul>
 *   <li>Each property can also be set by an environment variable: {@code SAGA_} and its name in
 *       capitals with underscores, as in {@code SAGA_BOOTSTRAP_SERVERS}.
 *   <li>Properties that begin with {@code kafka.} are passed to every Kafka client without that
 *       prefix; those that begin with {@code schema.registry.} or {@code saga.} are passed to the
 *       serializers unchanged.
 * </ul>
 */
public final class OrchestratorConfig extends AbstractConfig {
  public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  public static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
  public static final String TOPIC_PREFIX = "topic.prefix";
  public static final String APPLICATION_ID = "application.id";
  public static final String STATE_DIR = "state.dir";
  public static final String STATE_MEMORY_MIB = "state.memory.mib";
  public static final String DEFINITIONS = "definitions";

  /** The value of {@link #DEFINITIONS} for none on the class path. */
  public static final String NO_DEFINITIONS = LoadedDefinitions.NONE;

  public static final String DEFINITIONS_DIR = "definitions.dir";
  public static final String PARTITIONS = "partitions";
  public static final String REPLICATION_FACTOR = "replication.factor";
  public static final String STREAM_THREADS = "num.stream.threads";
  public static final String STANDBYS = "num.standby.replicas";
  public static final String GROUP_INSTANCE_ID = "group.instance.id";
  public static final String SESSION_TIMEOUT_MS = "session.timeout.ms";
  public static final String TRANSACTION_TIMEOUT_MS = "transaction.timeout.ms";
  public static final String INPUT_RETENTION_MS = "input.retention.ms";
  public static final String MAX_SAGA_LIFE_MS = "saga.max.life.ms";
  public static final String TOMBSTONE_RETENTION_MS = "tombstone.retention.ms";
  public static final String HTTP_ADVERTISED = "http.advertised";
  public static final String HTTP_API_ENABLED = "http.api.enabled";
  public static final String HTTP_TOKENS_FILE = "http.tokens.file";
  public static final String HTTP_SESSION_KEY_FILE = "http.session.key.file";
  public static final String HTTP_MASKED_FIELDS = "http.masked.fields";
  public static final String HTTP_OIDC_ISSUER = "http.oidc.issuer";
  public static final String HTTP_OIDC_AUDIENCE = "http.oidc.audience";
  public static final String HTTP_OIDC_NAME = "http.oidc.name.claim";
  public static final String HTTP_OIDC_ROLES_CLAIM = "http.oidc.roles.claim";
  public static final String HTTP_OIDC_ROLES = "http.oidc.roles";
  public static final String HTTP_OIDC_CLIENT = "http.oidc.client.id";
  public static final String HTTP_OIDC_SECRET = "http.oidc.client.secret.file";
  public static final String HTTP_OIDC_SCOPES = "http.oidc.scopes";
  public static final String HTTP_PUBLIC_URL = "http.public.url";
  public static final String HTTP_READS_PER_SECOND = "http.reads.per.second";
  public static final String HTTP_WRITES_PER_SECOND = "http.writes.per.second";
  public static final String HTTP_MAX_LISTENERS = "http.max.listeners";
  public static final String MAX_DATA_BYTES = "max.data.bytes";
  public static final String MAX_COMMAND_BYTES = "max.command.bytes";
  public static final String MAX_INPUT_BYTES = "max.input.bytes";
  public static final String MAX_RECORD_BYTES = "max.record.bytes";
  public static final String MAX_INPUT_FAILURES = "max.input.failures";
  public static final String IN_FLIGHT_SAGAS = "max.sagas.in.flight";
  public static final String IN_FLIGHT_COMMANDS = "max.commands.in.flight";
  public static final String STATE_CACHE_SAGAS = "state.cache.sagas";
  public static final String FUNCTION_TIMEOUT_MS = "function.timeout.ms";
  public static final String MAX_NOTES_PER_SECOND = "max.notes.per.second";
  public static final String MAX_SIGNALS = "saga.max.signals";
  public static final String MAX_SIGNAL_BYTES = "saga.max.signal.bytes";
  public static final String PARKING_RETENTION_MS = "saga.parking.retention.ms";
  public static final String ANSWER_TOPICS = "answer.topics";
  public static final String OUTCOME_CLOUDEVENTS = "outcome.cloudevents";
  public static final String HTTP_HOST = "http.host";
  public static final String HTTP_PORT = "http.port";
  public static final String METRICS_ENABLED = "metrics.enabled";
  public static final String METRICS_GROUPS = "metrics.participant.groups";
  public static final String TRACING_ENDPOINT = "tracing.otlp.endpoint";
  public static final String TRACING_RATIO = "tracing.sample.ratio";
  public static final String EXPORT_URL = "export.jdbc.url";
  public static final String EXPORT_USER = "export.jdbc.user";
  public static final String EXPORT_PASSWORD = "export.jdbc.password.file";
  public static final String EXPORT_SCHEMA = "export.jdbc.schema";
  public static final String EXPORT_ARCHIVE = "export.archive.url";
  public static final String EXPORT_MASKED_FIELDS = "export.masked.fields";
  public static final String EXPORT_KEEP_ENDED = "export.keep.ended";
  public static final String START_TIMEOUT_MS = "start.timeout.ms";

  private static final String ENVIRONMENT_PREFIX = "SAGA_";
  private static final String KAFKA_PREFIX = "kafka.";
  private static final int KIB = 1024;
  private static final int INCIDENT_ROOM_BYTES = 16 * KIB;

  /** The properties with their types, defaults and descriptions. */
  public static final ConfigDef DEFINITION = PropertyTable.definition();

  /**
   * Reads the properties.
   *
   * @throws org.apache.kafka.common.config.ConfigException if one is missing or out of range
   */
  public OrchestratorConfig(Map<String, ?> properties) {
    super(DEFINITION, properties, false);
    // An incident's journal entry contains the input that led to it, so it must always fit.
    requireAtLeast(
        MAX_RECORD_BYTES,
        getInt(MAX_INPUT_BYTES) + INCIDENT_ROOM_BYTES,
        "more than max.input.bytes");
    // A redelivered request must find the tombstone (R1).
    requireAtLeast(
        TOMBSTONE_RETENTION_MS, getLong(INPUT_RETENTION_MS), "as long as requests are kept");
  }

  private void requireAtLeast(String name, long least, String why) {
    long actual = ((Number) get(name)).longValue();
    if (actual < least) {
      throw new ConfigException(name, actual, "Expected at least " + least + ", " + why);
    }
  }

  /** Properties from environment variables; {@code overrides} take precedence. */
  public static OrchestratorConfig of(
      Map<String, String> environment, Map<String, String> overrides) {
    Map<String, String> properties = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX)) {
            properties.put(
                name.substring(ENVIRONMENT_PREFIX.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.'),
                value);
          }
        });
    properties.putAll(overrides);
    return new OrchestratorConfig(properties);
  }

  /** The topics' names. */
  public TopicNames topics() {
    return new TopicNames(getString(TOPIC_PREFIX));
  }

  /** Group and changelog name. */
  public String applicationId() {
    String given = getString(APPLICATION_ID);
    return given.isEmpty() ? getString(TOPIC_PREFIX) + "saga-orchestrator" : given;
  }

  /** Connection and security settings of every Kafka client. */
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>(originalsWithPrefix(KAFKA_PREFIX));
    config.put(BOOTSTRAP_SERVERS, getString(BOOTSTRAP_SERVERS));
    return config;
  }

  /**
   * Settings of the serializers. A call of the registry times out sooner than by default: a stream
   * thread that waits for it keeps a transaction open, and retries anyway.
   */
  public Map<String, Object> serdeConfig() {
    Map<String, Object> config = new HashMap<>();
    config.put("http.connect.timeout.ms", "1000");
    config.put("http.read.timeout.ms", "2000");
    config.put("max.retries", "1");
    config.putAll(originals());
    config.put(SCHEMA_REGISTRY_URL, getString(SCHEMA_REGISTRY_URL));
    return config;
  }

  /** A string that may be empty. */
  Optional<String> optional(String name) {
    return Optional.of(getString(name)).filter(value -> !value.isEmpty());
  }

  /** A duration given in ms. */
  Duration duration(String name) {
    return Duration.ofMillis(getLong(name));
  }
}
