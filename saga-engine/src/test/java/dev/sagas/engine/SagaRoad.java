package dev.sagas.engine;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.Inbound;
import dev.sagas.engine.wire.InboundReader;
import dev.sagas.engine.wire.InboundRecord;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaTransition;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** One saga of three steps, from its request to its outcome, with the bytes of every input. */
final class SagaRoad {
  static final int TRANSITIONS = 4;

  private static final TopicNames TOPICS = TopicNames.DEFAULT;
  private static final String ID = "order-0000000042";
  private static final byte[] KEY = ID.getBytes(StandardCharsets.UTF_8);

  private final AvroCodec byTopic;
  private final AvroCodec byRecord;
  private final DeployedDefinitions deployed;
  private final InboundReader reader;
  private final byte[] replyValue;
  private final List<InboundRecord> inputs = new ArrayList<>();
  private final List<Optional<Bytes>> stored = new ArrayList<>();
  private final List<Optional<Checkpoint>> remembered = new ArrayList<>();

  SagaRoad() {
    InMemoryRegistryClient registry = new InMemoryRegistryClient();
    byTopic = WireFixtures.codec(registry, SubjectStrategy.TOPIC_NAME);
    byRecord = WireFixtures.codec(registry, SubjectStrategy.RECORD_NAME);
    byTopic.register(TOPICS.journal(), SagaTransition.getClassSchema());
    byTopic.register(TOPICS.outcomes(), SagaOutcome.getClassSchema());
    deployed =
        DeployedDefinitions.deploy(
            DeployedDefinitions.describe(List.of(new ThreeSteps())),
            byRecord,
            TOPICS,
            new PayloadLimits(EngineDefaults.MAX_DATA_BYTES, EngineDefaults.MAX_COMMAND_BYTES));
    byRecord.register(TOPICS.replies(), NothingToUndo.getClassSchema());
    reader = new InboundReader(byRecord, TOPICS, "cluster/topic", EngineDefaults.MAX_INPUT_BYTES);
    replyValue =
        byRecord.encode(
            TOPICS.replies(), new NothingToUndo("a-payment-or-so", NothingToUndoReason.REJECTED));
    drive();
  }

  private void drive() {
    Engine engine = inline();
    InboundRecord input = request();
    Optional<Bytes> before = Optional.empty();
    for (int i = 0; i < TRANSITIONS; i++) {
      inputs.add(input);
      stored.add(before);
      remembered.add(before(i));
      Outcome.Write write = (Outcome.Write) handle(engine, i);
      before = Optional.of(write.encoded());
      Optional<OutboundRecord> command =
          write.outputs().stream()
              .map(Outcome.Output::record)
              .filter(record -> record.headers().containsKey(SagaHeaders.COMMAND_ID))
              .findFirst();
      if (command.isPresent()) {
        input = reply(command.get(), i);
      }
    }
  }

  Engine inline() {
    return Engine.inline(
        setup(),
        (id, bug) -> {
          throw new IllegalStateException(bug);
        });
  }

  Engine guarded() {
    return Engine.guarded(setup());
  }

  private EngineSetup setup() {
    return new EngineSetup(
        DecideFunction.of(new SagaDecider(deployed)),
        new OutputWriter(byTopic, byRecord, TOPICS),
        new JournalCodec(byTopic, TOPICS.journal()),
        TOPICS,
        new EngineSetup.Changelogs("checkpoints", "parked"),
        EngineDefaults.limits(),
        Set.of(),
        topic -> OptionalInt.of(EngineDefaults.MAX_RECORD_BYTES + EngineDefaults.TOPIC_ROOM_BYTES),
        ReturningDefinitions.NONE);
  }

  /** What becomes of the input with that number, read from its bytes, on the stored bytes. */
  Outcome handle(Engine engine, int number) {
    return handle(engine, number, before(number));
  }

  /** The same with a checkpoint that need not be read. */
  Outcome handleRemembered(Engine engine, int number) {
    return handle(engine, number, remembered.get(number));
  }

  private Outcome handle(Engine engine, int number, Optional<Checkpoint> before) {
    InboundRecord record = inputs.get(number);
    return engine.handle(
        before, read(number), new ReceivedInput(record, new RecordHeaders(), 3, 10_000 + number));
  }

  Optional<Checkpoint> before(int number) {
    return stored.get(number).map(bytes -> CheckpointCodec.decode(bytes.array()));
  }

  SagaInput read(int number) {
    return ((Inbound.Input) reader.read(inputs.get(number))).input();
  }

  private InboundRecord request() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SagaHeaders.SAGA_ID, ID);
    headers.put(SagaHeaders.TYPE, "three");
    byte[] data =
        byRecord.encode(
            TOPICS.requests(),
            new StepFailure("customer-7", "4 socks and 2 shoes, by mail, please", Map.of()));
    return record(TOPICS.requests(), 1, headers, data);
  }

  private InboundRecord reply(OutboundRecord command, int number) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SagaHeaders.SAGA_ID, ID);
    headers.put(SagaHeaders.IN_REPLY_TO, command.headers().get(SagaHeaders.COMMAND_ID));
    headers.put(SagaHeaders.OUTCOME, "succeeded");
    return record(TOPICS.replies(), number, headers, replyValue);
  }

  private static InboundRecord record(
      String topic, int offset, Map<String, String> headers, byte[] value) {
    return new InboundRecord(
        new Position(topic, 3, offset),
        Optional.of(Bytes.of(KEY)),
        Optional.of(Bytes.of(value)),
        headers);
  }

  /** Three commands; each reply changes the data. */
  static final class ThreeSteps implements SagaDefinition<StepFailure> {
    @Override
    public Saga<StepFailure> define() {
      Saga.Builder<StepFailure> saga = Saga.named("three", 1, StepFailure.class);
      for (String step : List.of("reserve-stock", "charge-card", "ship-order")) {
        saga =
            saga.step(
                step,
                described ->
                    described
                        .participant("shop")
                        .command(
                            StepFailure.class,
                            data -> new StepFailure(step, data.getMessage(), Map.of()))
                        .onReply(
                            NothingToUndo.class,
                            (data, reply) -> {
                              data.setCode(reply.getExecuteKey());
                              return data;
                            })
                        .compensation(
                            StepFailure.class,
                            data -> new StepFailure(step, data.getMessage(), Map.of())));
      }
      return saga.build();
    }
  }
}
