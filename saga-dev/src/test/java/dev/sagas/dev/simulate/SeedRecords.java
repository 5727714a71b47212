package dev.sagas.dev.simulate;

import dev.sagas.engine.EngineLimits;
import dev.sagas.engine.ParkingLimits;
import dev.sagas.engine.ReturningDefinitions;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.InboundReader;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.orchestrator.streams.DrainCounter;
import dev.sagas.orchestrator.streams.EngineParts;
import dev.sagas.orchestrator.streams.InFlightLimits;
import dev.sagas.orchestrator.streams.RepeatedFailures;
import dev.sagas.orchestrator.streams.ReplyHorizon;
import dev.sagas.orchestrator.streams.Restorations;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.OperationKind;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The simulator's inputs as records, and what an engine journals of them as events. */
final class SeedRecords implements AutoCloseable {
  private static final int RECENT_SAGAS = 3;
  private static final int MANY_BYTES = 1_000_000;

  private final TopicNames topics = TopicNames.DEFAULT;
  private final AvroCodec byRecord;
  private final AvroCodec byTopic;
  private final Payloads payloads;
  private final JournalCodec journal;
  private final SettableClock clock = new SettableClock();

  /** Run ids of the simulation, and those that the engine gave. */
  private final Map<String, String> runs = new HashMap<>();

  /** One record for an engine. */
  record Input(String topic, Bytes key, Bytes value, Headers headers, Instant at) {}

  SeedRecords() {
    InMemoryRegistryClient registry = new InMemoryRegistryClient();
    Map<String, ?> config = Map.of(RegistryClient.CLIENT_CONFIG, registry);
    byRecord = AvroCodec.create(config, SubjectStrategy.RECORD_NAME);
    byTopic = AvroCodec.create(config, SubjectStrategy.TOPIC_NAME);
    byTopic.register(topics.journal(), SagaTransition.getClassSchema());
    byTopic.register(topics.outcomes(), SagaOutcome.getClassSchema());
    byTopic.register(topics.operations(), SagaOperation.getClassSchema());
    payloads = new Payloads(byRecord);
    journal = new JournalCodec(byTopic, topics.journal());
  }

  TopicNames topics() {
    return topics;
  }

  /** An engine's parts: its definitions over wrapped payloads, and the simulator's clock. */
  EngineParts parts(DefinitionCatalog definitions, String clusterId, ReplyHorizon horizon) {
    return new EngineParts(
        new SagaDecider(WrappedSaga.catalog(definitions, payloads)),
        ReturningDefinitions.NONE,
        new EngineLimits(
            new EngineLimits.RecordLimits(MANY_BYTES, MANY_BYTES),
            SimulatedSaga.TOMBSTONE,
            SimulatedSaga.FENCE,
            100,
            MANY_BYTES,
            new EngineLimits.SignalLimits(SignalChecks.MAX_SIGNALS, MANY_BYTES),
            ParkingLimits.DEFAULT,
            Duration.ofSeconds(30)),
        new EngineParts.Formats(
            new InboundReader(byRecord, topics, clusterId, MANY_BYTES),
            new OutputWriter(byTopic, byRecord, topics),
            journal),
        new EngineParts.Topics(topics, 1, Set.of(), topic -> OptionalInt.of(MANY_BYTES)),
        clock,
        new EngineParts.Watches(
            new DrainCounter(),
            horizon,
            new RepeatedFailures(3),
            new Restorations(clock, (partition, records, beganMs, readyMs) -> {})),
        (id, partition) -> CompletableFuture.failedFuture(new IllegalStateException("none")),
        InFlightLimits.NONE,
        RECENT_SAGAS);
  }

  void setClock(long nowMs) {
    clock.nowMs = nowMs;
  }

  /** The record of an input; empty if it is a timer that rings. */
  Optional<Input> recordOf(SagaInput input) {
    if (input instanceof SagaInput.Start start) {
      return Optional.of(start(start));
    }
    if (input instanceof SagaInput.Reply reply) {
      return Optional.of(reply(reply));
    }
    if (input instanceof SagaInput.Signal signal) {
      Map<String, String> headers = Map.of(SagaHeaders.SIGNAL, signal.name().value());
      Bytes payload = payloads.wrap(signal.payloadType(), signal.payload());
      return Optional.of(record(topics.signals(), signal.sagaId(), payload, headers));
    }
    if (input instanceof SagaInput.Operation operation) {
      return Optional.of(operate(operation));
    }
    return Optional.empty();
  }

  /** The transitions' events among the journal's entries; the input led to them. */
  List<SagaEvent> events(List<byte[]> entries, SagaInput input) {
    List<SagaEvent> events = new ArrayList<>();
    for (byte[] value : entries) {
      JournalEntry entry = journal.decode(value);
      if (entry.note().isEmpty() && entry.identity().id().equals(input.sagaId())) {
        events.addAll(entry.events());
        if (input instanceof SagaInput.Start start) {
          runs.put(start.run().value(), entry.identity().run().value());
        }
      }
    }
    return events;
  }

  private Input start(SagaInput.Start start) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.TYPE, start.type());
    start
        .version()
        .ifPresent(version -> headers.put(SagaHeaders.VERSION, Integer.toString(version)));
    headers.put(
        SagaHeaders.LABELS,
        start.labels().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(",")));
    return record(
        topics.requests(), start.sagaId(), payloads.wrap("sim.Data", start.payload()), headers);
  }

  private Input reply(SagaInput.Reply reply) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.IN_REPLY_TO, translated(reply.inReplyTo().toString()));
    headers.put(SagaHeaders.OUTCOME, reply.outcome().headerValue());
    reply
        .failure()
        .ifPresent(
            failure -> {
              headers.put(SagaHeaders.ERROR_CODE, failure.code());
              headers.put(SagaHeaders.ERROR_MESSAGE, failure.message());
              failure
                  .retryAfterMs()
                  .ifPresent(ms -> headers.put(SagaHeaders.RETRY_AFTER, Long.toString(ms)));
            });
    return record(
        topics.replies(),
        reply.sagaId(),
        payloads.wrap(reply.payloadType(), reply.payload()),
        headers);
  }

  private Input operate(SagaInput.Operation operation) {
    SagaOperation record = new SagaOperation();
    record.setOperationId(operation.operationId());
    record.setKind(OperationKind.valueOf(operation.kind().name()));
    record.setActor(operation.actor());
    record.setReason(operation.reason());
    record.setRequestedAt(clock.instant());
    record.setStep(operation.step().map(StepName::value).orElse(null));
    record.setData(
        operation
            .data()
            .map(data -> ByteBuffer.wrap(payloads.wrap("sim.Data", data).array()))
            .orElse(null));
    record.setVersion(operation.version().isPresent() ? operation.version().getAsInt() : null);
    record.setDryRun(operation.dryRun());
    byte[] value = byTopic.encode(topics.operations(), record);
    return record(topics.operations(), operation.sagaId(), Bytes.of(value), Map.of());
  }

  private Input record(String topic, SagaId id, Bytes value, Map<String, String> headers) {
    RecordHeaders all = new RecordHeaders();
    all.add(SagaHeaders.SAGA_ID, id.value().getBytes(StandardCharsets.UTF_8));
    headers.forEach((name, text) -> all.add(name, text.getBytes(StandardCharsets.UTF_8)));
    Bytes key = Bytes.of(id.value().getBytes(StandardCharsets.UTF_8));
    return new Input(topic, key, value, all, clock.instant());
  }

  /** Events in words, without what the wrapping changes: sizes, digests, and the run's id. */
  String text(List<SagaEvent> events) {
    return translated(events.toString())
        .replaceAll("\\d+ bytes", "bytes")
        .replaceAll("payloadDigest=[0-9a-f]+", "payloadDigest");
  }

  private String translated(String text) {
    String translated = text;
    for (Map.Entry<String, String> run : runs.entrySet()) {
      translated = translated.replace(run.getKey(), run.getValue());
    }
    return translated;
  }

  @Override
  public void close() {
    byRecord.close();
    byTopic.close();
  }

  /** Stands where it was set. */
  private static final class SettableClock extends Clock {
    private volatile long nowMs;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(nowMs);
    }
  }
}
