package dev.sagas.orchestrator.app;

import dev.sagas.engine.EngineDefaults;
import dev.sagas.orchestrator.rocksdb.LocalState;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The orchestrator's properties with their types, defaults and descriptions. */
final class PropertyTable {

  private static final int KIB = 1024;
  private static final int STATE_CACHE_SAGAS = 2_000;

  private PropertyTable() {}

  static ConfigDef definition() {
    ConfigDef def = connection(sagas(bounds(monitoring(new ConfigDef()))));
    return ClaimProperties.addTo(ExportProperties.addTo(HttpProperties.addTo(def)));
  }

  private static ConfigDef monitoring(ConfigDef def) {
    return def.define(
            OrchestratorConfig.METRICS_ENABLED,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether metrics are kept, and served for Prometheus under /metrics.")
        .define(
            OrchestratorConfig.METRICS_GROUPS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.LOW,
            "Consumer groups of participants whose group.id is not the prefix and their name:"
                + " participant=group, …")
        .define(
            OrchestratorConfig.TRACING_ENDPOINT,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Where traces are sent by OTLP over HTTP, such as http://localhost:4318/v1/traces; none"
                + " if empty.")
        .define(
            OrchestratorConfig.TRACING_RATIO,
            ConfigDef.Type.DOUBLE,
            1.0,
            Range.between(0, 1),
            Importance.LOW,
            "Of how many sagas traces are kept, 0 to 1.");
  }

  private static ConfigDef connection(ConfigDef def) {
    return def.define(
            OrchestratorConfig.BOOTSTRAP_SERVERS,
            ConfigDef.Type.STRING,
            Importance.HIGH,
            "The Kafka brokers: host:port, …")
        .define(
            OrchestratorConfig.SCHEMA_REGISTRY_URL,
            ConfigDef.Type.STRING,
            Importance.HIGH,
            "The schema registry (Confluent's REST API): one URL or several, joined by commas.")
        .define(
            OrchestratorConfig.TOPIC_PREFIX,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Prefix of every topic's name, so that several deployments can share a cluster.")
        .define(
            OrchestratorConfig.APPLICATION_ID,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Group and changelog name of all instances; the prefix and saga-orchestrator if empty.")
        .define(
            OrchestratorConfig.STATE_DIR,
            ConfigDef.Type.STRING,
            "saga-state",
            Importance.HIGH,
            "Where the local copy of the state is kept. Losing it costs a restore, but no data.")
        .define(
            OrchestratorConfig.STATE_MEMORY_MIB,
            ConfigDef.Type.INT,
            LocalState.MEMORY_MIB,
            Range.between(16, 1_000_000),
            Importance.MEDIUM,
            "What the local copy may have in memory outside of the heap, MiB.")
        .define(
            OrchestratorConfig.STREAM_THREADS,
            ConfigDef.Type.INT,
            1,
            Range.between(1, 64),
            Importance.LOW,
            "Threads of this instance.")
        .define(
            OrchestratorConfig.STANDBYS,
            ConfigDef.Type.INT,
            0,
            Range.between(0, 8),
            Importance.MEDIUM,
            "Warm copies of each partition's state on other instances.")
        .define(
            OrchestratorConfig.GROUP_INSTANCE_ID,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Unique name of this instance, so that a quick restart keeps its partitions.")
        .define(
            OrchestratorConfig.SESSION_TIMEOUT_MS,
            ConfigDef.Type.INT,
            10_000,
            Range.between(1_000, 300_000),
            Importance.MEDIUM,
            "After how long without a heartbeat another instance takes over, ms.")
        .define(
            OrchestratorConfig.TRANSACTION_TIMEOUT_MS,
            ConfigDef.Type.INT,
            10_000,
            Range.between(1_000, 900_000),
            Importance.LOW,
            "After how long the brokers abort a dead instance's transaction, ms.")
        .define(
            OrchestratorConfig.START_TIMEOUT_MS,
            ConfigDef.Type.LONG,
            Duration.ofMinutes(1).toMillis(),
            Range.atLeast(0),
            Importance.LOW,
            "How long the start waits for a schema registry that does not answer, ms.");
  }

  private static ConfigDef sagas(ConfigDef def) {
    return def.define(
            OrchestratorConfig.DEFINITIONS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.HIGH,
            "Classes of the saga definitions to run; all services on the class path if empty, no "
                + "class on it if none.")
        .define(
            OrchestratorConfig.DEFINITIONS_DIR,
            ConfigDef.Type.STRING,
            "",
            Importance.HIGH,
            "A folder with jars (*.jar) of further definitions, each loaded by its own class "
                + "loader.")
        .define(
            OrchestratorConfig.PARTITIONS,
            ConfigDef.Type.INT,
            12,
            Range.between(1, 1_000),
            Importance.HIGH,
            "Partitions of the topics that are created; cannot be changed later.")
        .define(
            OrchestratorConfig.REPLICATION_FACTOR,
            ConfigDef.Type.SHORT,
            (short) -1,
            Importance.HIGH,
            "Replicas of the topics that are created; -1 for the brokers' default.")
        .define(
            OrchestratorConfig.INPUT_RETENTION_MS,
            ConfigDef.Type.LONG,
            EngineDefaults.INPUT_RETENTION.toMillis(),
            Range.atLeast(60_000),
            Importance.MEDIUM,
            "Retention of requests, commands, replies, signals and operations, ms.")
        .define(
            OrchestratorConfig.MAX_SAGA_LIFE_MS,
            ConfigDef.Type.LONG,
            EngineDefaults.MAX_SAGA_LIFE.toMillis(),
            Range.atLeast(60_000),
            Importance.MEDIUM,
            "How long a saga may live: with the input retention it says how long participants"
                + " must remember a command, ms.")
        .define(
            OrchestratorConfig.TOMBSTONE_RETENTION_MS,
            ConfigDef.Type.LONG,
            EngineDefaults.TOMBSTONE_RETENTION.toMillis(),
            Range.atLeast(1_000),
            Importance.MEDIUM,
            "How long the id of an ended saga stays known; at least the retention of requests, ms.")
        .define(
            OrchestratorConfig.ANSWER_TOPICS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.LOW,
            "Topics, in addition to saga.answers, that a request may name for its answer.")
        .define(
            OrchestratorConfig.OUTCOME_CLOUDEVENTS,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether outcomes also have the headers of CloudEvents, in binary content mode.");
  }

  private static ConfigDef bounds(ConfigDef def) {
    return def.define(
            OrchestratorConfig.IN_FLIGHT_SAGAS,
            ConfigDef.Type.LIST,
            List.of(),
            BoundList.VALIDATOR,
            Importance.MEDIUM,
            "How many sagas may be in flight before further starts are held back until some end:"
                + " type=number, …; * for every other type, none of which is bounded if it is"
                + " missing; 0 holds all back. Each partition has an equal share.")
        .define(
            OrchestratorConfig.IN_FLIGHT_COMMANDS,
            ConfigDef.Type.LIST,
            List.of(),
            BoundList.VALIDATOR,
            Importance.MEDIUM,
            "How many commands may be unanswered before starts of sagas that use the participant"
                + " are held back: participant=number, …; * for every other participant. Each"
                + " partition has an equal share.")
        .define(
            OrchestratorConfig.MAX_DATA_BYTES,
            ConfigDef.Type.INT,
            EngineDefaults.MAX_DATA_BYTES,
            Range.between(KIB, 16 * KIB * KIB),
            Importance.LOW,
            "The largest data of a saga, encoded.")
        .define(
            OrchestratorConfig.MAX_COMMAND_BYTES,
            ConfigDef.Type.INT,
            EngineDefaults.MAX_COMMAND_BYTES,
            Range.between(KIB, 16 * KIB * KIB),
            Importance.LOW,
            "The largest command, encoded.")
        .define(
            OrchestratorConfig.MAX_INPUT_BYTES,
            ConfigDef.Type.INT,
            EngineDefaults.MAX_INPUT_BYTES,
            Range.between(KIB, 16 * KIB * KIB),
            Importance.LOW,
            "The largest request or reply that is accepted, encoded.")
        .define(
            OrchestratorConfig.MAX_RECORD_BYTES,
            ConfigDef.Type.INT,
            EngineDefaults.MAX_RECORD_BYTES,
            Range.between(KIB, 64 * KIB * KIB),
            Importance.LOW,
            "The largest journal entry or checkpoint.")
        .define(
            OrchestratorConfig.MAX_INPUT_FAILURES,
            ConfigDef.Type.INT,
            5,
            Range.between(1, 1_000),
            Importance.LOW,
            "How often the transaction with an input may fail, not counting outages, before "
                + "the input is skipped and a dead letter with its digests is kept.")
        .define(
            OrchestratorConfig.STATE_CACHE_SAGAS,
            ConfigDef.Type.INT,
            STATE_CACHE_SAGAS,
            Range.between(0, 1_000_000),
            Importance.LOW,
            "Of how many recent sagas each partition keeps the decoded state, up to 8 MiB of"
                + " checkpoints; 0 reads the store for each input.")
        .define(
            OrchestratorConfig.FUNCTION_TIMEOUT_MS,
            ConfigDef.Type.LONG,
            EngineDefaults.FUNCTION_TIMEOUT.toMillis(),
            Range.between(100, 60_000),
            Importance.LOW,
            "How long a definition's functions may take for one input; a saga whose functions take"
                + " longer gets an incident, ms.")
        .define(
            OrchestratorConfig.MAX_NOTES_PER_SECOND,
            ConfigDef.Type.INT,
            EngineDefaults.MAX_NOTES_PER_SECOND,
            Range.atLeast(0),
            Importance.LOW,
            "How many inputs without effect a partition journals per second; further ones are "
                + "only counted.")
        .define(
            OrchestratorConfig.MAX_SIGNALS,
            ConfigDef.Type.INT,
            EngineDefaults.MAX_SIGNALS,
            Range.between(0, 1_000),
            Importance.LOW,
            "How many signals a saga keeps that arrived before a step waits for them.")
        .define(
            OrchestratorConfig.MAX_SIGNAL_BYTES,
            ConfigDef.Type.INT,
            EngineDefaults.MAX_SIGNAL_BYTES,
            Range.between(0, 16 * KIB * KIB),
            Importance.LOW,
            "The total size of the early signals of a saga, in bytes.")
        .define(
            OrchestratorConfig.PARKING_RETENTION_MS,
            ConfigDef.Type.LONG,
            EngineDefaults.PARKING_RETENTION.toMillis(),
            Range.atLeast(0),
            Importance.LOW,
            "How long a signal or operation waits for the start of its saga before it becomes a"
                + " dead letter, ms.");
  }
}
