package dev.sagas.orchestrator.app;

import dev.sagas.engine.EngineDefaults;
import dev.sagas.engine.EngineLimits;
import dev.sagas.engine.ParkingLimits;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.operate.topics.TopicSettings;
import dev.sagas.orchestrator.rocksdb.LocalState;
import dev.sagas.orchestrator.streams.InFlightLimits;
import dev.sagas.orchestrator.streams.OutcomeHeaders;
import dev.sagas.orchestrator.streams.StreamsSettings;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the configuration that the engine needs. */
record EngineSettings(OrchestratorConfig config) {
  private static final Logger LOG = LoggerFactory.getLogger(EngineSettings.class);

  /** The engine's bounds. */
  public EngineLimits limits() {
    int maxRecordBytes = config.getInt(OrchestratorConfig.MAX_RECORD_BYTES);
    Duration fence =
        EngineDefaults.fenceRetention(
            config.duration(OrchestratorConfig.MAX_SAGA_LIFE_MS),
            config.duration(OrchestratorConfig.INPUT_RETENTION_MS));
    return new EngineLimits(
        new EngineLimits.RecordLimits(
            maxRecordBytes, maxRecordBytes + EngineDefaults.TOPIC_ROOM_BYTES),
        config.duration(OrchestratorConfig.TOMBSTONE_RETENTION_MS),
        fence,
        EngineDefaults.MAX_TIMERS_PER_PUNCTUATION,
        config.getInt(OrchestratorConfig.MAX_NOTES_PER_SECOND),
        new EngineLimits.SignalLimits(
            config.getInt(OrchestratorConfig.MAX_SIGNALS),
            config.getInt(OrchestratorConfig.MAX_SIGNAL_BYTES)),
        ParkingLimits.DEFAULT.waiting(config.duration(OrchestratorConfig.PARKING_RETENTION_MS)),
        config.duration(OrchestratorConfig.FUNCTION_TIMEOUT_MS));
  }

  /** The bounds of what a definition makes. */
  public PayloadLimits payloadLimits() {
    return new PayloadLimits(
        config.getInt(OrchestratorConfig.MAX_DATA_BYTES),
        config.getInt(OrchestratorConfig.MAX_COMMAND_BYTES));
  }

  /** When starts are held back; a name that nothing has is warned of, because it bounds nothing. */
  InFlightLimits inFlight(DeployedDefinitions deployed) {
    Set<String> types =
        deployed.sagas().stream()
            .map(described -> described.saga().type().toString())
            .collect(Collectors.toSet());
    Set<String> participants =
        DeployedDefinitions.participants(deployed.sagas()).stream()
            .map(ParticipantName::value)
            .collect(Collectors.toSet());
    return new InFlightLimits(
        bounds(OrchestratorConfig.IN_FLIGHT_SAGAS, types),
        bounds(OrchestratorConfig.IN_FLIGHT_COMMANDS, participants),
        type -> participants(deployed, type));
  }

  private Map<String, Integer> bounds(String property, Set<String> known) {
    Map<String, Integer> bounds = BoundList.parse(property, config.getList(property));
    bounds.keySet().stream()
        .filter(name -> !name.equals(InFlightLimits.OTHERS) && !known.contains(name))
        .sorted()
        .forEach(name -> LOG.warn("{} bounds {}, which no definition here has", property, name));
    return bounds;
  }

  private static Set<String> participants(DefinitionCatalog definitions, String type) {
    return Optional.of(type).filter(SagaType::isValid).map(SagaType::new).stream()
        .flatMap(valid -> definitions.newest(valid).stream())
        .flatMap(saga -> saga.plan().steps().stream())
        .flatMap(step -> step.asCommand().stream())
        .map(command -> command.participant().value())
        .collect(Collectors.toSet());
  }

  /** What outcomes have beside the protocol's headers. */
  OutcomeHeaders outcomeHeaders() {
    return config.getBoolean(OrchestratorConfig.OUTCOME_CLOUDEVENTS)
        ? new CloudEventHeaders(config.topics().outcomes(), "/sagas/" + config.applicationId())
        : OutcomeHeaders.NONE;
  }

  TopicSettings topicSettings() {
    return new TopicSettings(
        config.getInt(OrchestratorConfig.PARTITIONS),
        config.getShort(OrchestratorConfig.REPLICATION_FACTOR),
        config.duration(OrchestratorConfig.INPUT_RETENTION_MS),
        limits().records().maxTopicBytes(),
        config.originals().containsKey(OrchestratorConfig.PARTITIONS),
        EngineNames.changelogs(config.applicationId()));
  }

  StreamsSettings streamsSettings() {
    return new StreamsSettings(
        config.applicationId(),
        new LocalState(
            Path.of(config.getString(OrchestratorConfig.STATE_DIR)),
            config.getInt(OrchestratorConfig.STATE_MEMORY_MIB)),
        config.clientConfig(),
        config.getInt(OrchestratorConfig.STREAM_THREADS),
        config.getInt(OrchestratorConfig.STANDBYS),
        config.getShort(OrchestratorConfig.REPLICATION_FACTOR),
        config.optional(OrchestratorConfig.GROUP_INSTANCE_ID),
        Duration.ofMillis(config.getInt(OrchestratorConfig.SESSION_TIMEOUT_MS)),
        Duration.ofMillis(config.getInt(OrchestratorConfig.TRANSACTION_TIMEOUT_MS)),
        topicSettings().maxDeadLetterBytes());
  }
}
