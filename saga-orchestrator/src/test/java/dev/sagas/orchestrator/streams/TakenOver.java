package dev.sagas.orchestrator.streams;

import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** An instance that takes over a partition with what its stores held: a restart of the engine. */
final class TakenOver {
  private final EngineDriver engine;
  private final MockProcessorContext<byte[], OutboundRecord> context;
  private final LastResortProcessor processor;
  private final KeyValueStore<Bytes, byte[]> sagas;
  private final KeyValueStore<Bytes, byte[]> parked;

  /**
   * What its stores held.
   *
   * @param checkpoints by saga
   * @param waiting inputs, by saga
   * @param timers as they were stored
   */
  record Stored(
      Map<String, byte[]> checkpoints, Map<String, byte[]> waiting, Map<Bytes, byte[]> timers) {}

  /** Begins with these checkpoints and waiting inputs, by saga. */
  TakenOver(
      EngineDriver engine,
      Path stateDir,
      Map<String, byte[]> checkpoints,
      Map<String, byte[]> waiting) {
    this(engine, stateDir, new Stored(checkpoints, waiting, Map.of()));
  }

  TakenOver(EngineDriver engine, Path stateDir, Stored stored) {
    this.engine = engine;
    context =
        new MockProcessorContext<>(EngineStores.in(stateDir), new TaskId(0, 0), stateDir.toFile());
    sagas = store(EngineNames.CHECKPOINT_STORE);
    stored.checkpoints().forEach((id, value) -> sagas.put(EngineStores.key(id), value));
    parked = store(EngineNames.PARKING_STORE);
    stored.waiting().forEach((id, value) -> parked.put(EngineStores.key(id), value));
    KeyValueStore<Bytes, byte[]> timers = store(EngineNames.TIMER_STORE);
    stored.timers().forEach(timers::put);
    processor = new LastResortProcessor(engine.parts);
    processor.init(context);
  }

  private KeyValueStore<Bytes, byte[]> store(String name) {
    KeyValueStore<Bytes, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  /**
   * Takes the task up again after its transaction was aborted: its stores are restored to what was
   * committed.
   */
  void abort(Map<String, byte[]> committed) {
    processor.close();
    committed.forEach((id, value) -> sagas.put(EngineStores.key(id), value));
    processor.init(context);
  }

  /** Processes a record of the saga. */
  void process(String topic, String id, byte[] value) {
    Headers headers = new RecordHeaders();
    headers.add(SagaHeaders.SAGA_ID, id.getBytes(StandardCharsets.UTF_8));
    context.setRecordMetadata(topic, 0, 100);
    processor.process(
        new Record<>(id.getBytes(StandardCharsets.UTF_8), value, engine.clock.millis(), headers));
  }

  /** Lets every punctuation ring once. */
  void fireTimers() {
    List.copyOf(context.scheduledPunctuators())
        .forEach(scheduled -> scheduled.getPunctuator().punctuate(engine.clock.millis()));
  }

  /** What was journaled here. */
  List<JournalEntry> journal() {
    JournalCodec codec = engine.parts.formats().journal();
    return context.forwarded().stream()
        .map(forward -> forward.record().value())
        .filter(output -> output.topic().equals(engine.topics.journal()))
        .map(output -> codec.decode(output.value().array()))
        .toList();
  }

  long deadLetters() {
    return context.forwarded().stream()
        .filter(forward -> forward.record().value().topic().equals(engine.topics.deadLetters()))
        .count();
  }

  /** For how many sagas inputs wait. */
  long waiting() {
    return parked.approximateNumEntries();
  }
}
