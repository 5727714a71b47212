package dev.sagas.orchestrator.app;

import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * The orchestrator's configuration.
 *
 * <ul>
 *   <li>Each property can be given by an environment variable as well: {@code SAGA_} and its name
 *       in capitals with underscores, as in {@code SAGA_BOOTSTRAP_SERVERS}.
 *   <li>What begins with {@code kafka.} is handed to every Kafka client without that prefix; what
 *       begins with {@code schema.registry.} or {@code saga.}, to the serializers as it is.
 * </ul>
 */
public final class OrchestratorConfig extends AbstractConfig {
  public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  public static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
  public static final String TOPIC_PREFIX = "topic.prefix";
  public static final String APPLICATION_ID = "application.id";
  public static final String STATE_DIR = "state.dir";
  public static final String DEFINITIONS = "definitions";
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
  public static final String MAX_DATA_BYTES = "max.data.bytes";
  public static final String MAX_COMMAND_BYTES = "max.command.bytes";
  public static final String MAX_INPUT_BYTES = "max.input.bytes";
  public static final String MAX_RECORD_BYTES = "max.record.bytes";
  public static final String MAX_NOTES_PER_SECOND = "max.notes.per.second";
  public static final String ANSWER_TOPICS = "answer.topics";
  public static final String HTTP_HOST = "http.host";
  public static final String HTTP_PORT = "http.port";

  private static final String ENVIRONMENT_PREFIX = "SAGA_";
  private static final String KAFKA_PREFIX = "kafka.";
  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final int KIB = 1024;

  /** The properties with their types, defaults and descriptions. */
  public static final ConfigDef DEFINITION = connection(sagas(bounds(new ConfigDef())));

  private static ConfigDef connection(ConfigDef def) {
    return def.define(
            BOOTSTRAP_SERVERS,
            ConfigDef.Type.STRING,
            Importance.HIGH,
            "The Kafka brokers: host:port, …")
        .define(
            SCHEMA_REGISTRY_URL,
            ConfigDef.Type.STRING,
            Importance.HIGH,
            "The schema registry (Confluent's REST API): one URL or several, joined by commas.")
        .define(
            TOPIC_PREFIX,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Comes in front of every topic's name: several deployments can share a cluster.")
        .define(
            APPLICATION_ID,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Group and changelog name of all instances; the prefix and saga-orchestrator if empty.")
        .define(
            STATE_DIR,
            ConfigDef.Type.STRING,
            "saga-state",
            Importance.HIGH,
            "Where the local copy of the state is kept. Losing it costs a restore, no data.")
        .define(
            STREAM_THREADS,
            ConfigDef.Type.INT,
            1,
            Range.between(1, 64),
            Importance.LOW,
            "Threads of this instance.")
        .define(
            STANDBYS,
            ConfigDef.Type.INT,
            0,
            Range.between(0, 8),
            Importance.MEDIUM,
            "Warm copies of each partition's state on other instances.")
        .define(
            GROUP_INSTANCE_ID,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Unique name of this instance, so that a quick restart keeps its partitions.")
        .define(
            SESSION_TIMEOUT_MS,
            ConfigDef.Type.INT,
            10_000,
            Range.between(1_000, 300_000),
            Importance.MEDIUM,
            "After how long without a heartbeat another instance takes over, ms.")
        .define(
            TRANSACTION_TIMEOUT_MS,
            ConfigDef.Type.INT,
            10_000,
            Range.between(1_000, 900_000),
            Importance.LOW,
            "After how long the brokers abort a dead instance's transaction, ms.")
        .define(
            HTTP_HOST,
            ConfigDef.Type.STRING,
            "127.0.0.1",
            Importance.MEDIUM,
            "The address that health is served on.")
        .define(
            HTTP_PORT,
            ConfigDef.Type.INT,
            8080,
            Range.between(-1, 65_535),
            Importance.MEDIUM,
            "The port that health is served on; 0 for a free one, -1 for none.");
  }

  private static ConfigDef sagas(ConfigDef def) {
    return def.define(
            DEFINITIONS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.HIGH,
            "Classes of the saga definitions to run; all that the class path offers if empty.")
        .define(
            PARTITIONS,
            ConfigDef.Type.INT,
            12,
            Range.between(1, 1_000),
            Importance.HIGH,
            "Partitions of the topics that are created; cannot be changed later.")
        .define(
            REPLICATION_FACTOR,
            ConfigDef.Type.SHORT,
            (short) -1,
            Importance.HIGH,
            "Replicas of the topics that are created; -1 for the brokers' default.")
        .define(
            INPUT_RETENTION_MS,
            ConfigDef.Type.LONG,
            7 * DAY_MS,
            Range.atLeast(60_000),
            Importance.MEDIUM,
            "Retention of requests, commands, replies, signals and operations, ms.")
        .define(
            MAX_SAGA_LIFE_MS,
            ConfigDef.Type.LONG,
            30 * DAY_MS,
            Range.atLeast(60_000),
            Importance.MEDIUM,
            "How long a saga may live: with the input retention it says how long participants"
                + " must remember a command, ms.")
        .define(
            TOMBSTONE_RETENTION_MS,
            ConfigDef.Type.LONG,
            8 * DAY_MS,
            Range.atLeast(1_000),
            Importance.MEDIUM,
            "How long the id of an ended saga stays known; at least the retention of requests, ms.")
        .define(
            ANSWER_TOPICS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.LOW,
            "Topics, besides saga.answers, that a request may want its answer on.");
  }

  private static ConfigDef bounds(ConfigDef def) {
    return def.define(
            MAX_DATA_BYTES,
            ConfigDef.Type.INT,
            256 * KIB,
            Range.between(KIB, 16 * KIB * KIB),
            Importance.LOW,
            "The largest data of a saga, encoded.")
        .define(
            MAX_COMMAND_BYTES,
            ConfigDef.Type.INT,
            256 * KIB,
            Range.between(KIB, 16 * KIB * KIB),
            Importance.LOW,
            "The largest command, encoded.")
        .define(
            MAX_INPUT_BYTES,
            ConfigDef.Type.INT,
            256 * KIB,
            Range.between(KIB, 16 * KIB * KIB),
            Importance.LOW,
            "The largest request or reply that is taken, encoded.")
        .define(
            MAX_RECORD_BYTES,
            ConfigDef.Type.INT,
            960 * KIB,
            Range.between(KIB, 64 * KIB * KIB),
            Importance.LOW,
            "The largest journal entry or checkpoint.")
        .define(
            MAX_NOTES_PER_SECOND,
            ConfigDef.Type.INT,
            50,
            Range.atLeast(0),
            Importance.LOW,
            "How many inputs without effect a partition journals each second.");
  }

  /**
   * Reads the properties.
   *
   * @throws org.apache.kafka.common.config.ConfigException if one is missing or out of range
   */
  public OrchestratorConfig(Map<String, ?> properties) {
    super(DEFINITION, properties, false);
  }

  /** Properties from environment variables; {@code overrides} win. */
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
   * Settings of the serializers. A call of the registry is given up sooner than by default: a
   * stream thread that waits for it holds a transaction open, and tries again anyway.
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
