package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.OperationKind;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** R16, R18: signals and operations are read, or are dead letters with a reason. */
class InboundSteeringTest {
  private static final int MAX_VALUE_BYTES = 4_000;
  private static final SagaId SAGA = new SagaId("s-1");

  private final AvroCodec codec =
      WireFixtures.codec(new InMemoryRegistryClient(), SubjectStrategy.RECORD_NAME);
  private final InboundReader reader =
      new InboundReader(codec, TopicNames.DEFAULT, "cluster-1", MAX_VALUE_BYTES);

  @BeforeEach
  void register() {
    codec.register("t", StepFailure.getClassSchema());
    codec.register("t", SagaOperation.getClassSchema());
  }

  @Test
  void shouldBeASignalWhenItsHeaderNamesOne() {
    Bytes value = encode(new StepFailure("c", "m", Map.of()));

    assertThat(reader.read(record("saga.signals", value, Map.of("saga-signal", "paid"))))
        .isEqualTo(
            new Inbound.Input(
                new SagaInput.Signal(
                    SAGA, new SignalName("paid"), value, "dev.sagas.schema.StepFailure")));
  }

  @ParameterizedTest
  @CsvSource({"'', MISSING_HEADER", "Paid in full, MALFORMED_HEADER"})
  void shouldBeUnreadableWhenNoSignalIsNamed(String name, DeadLetterCode code) {
    Bytes value = encode(new StepFailure("c", "m", Map.of()));
    Map<String, String> headers = name.isEmpty() ? Map.of() : Map.of(SagaHeaders.SIGNAL, name);

    assertUnreadable(record("saga.signals", value, headers), code, SagaHeaders.SIGNAL);
  }

  @Test
  void shouldBeAnOperationWhenEverythingIsThere() {
    SagaOperation operation = operation(OperationKind.MIGRATE);
    operation.setStep("ship-order");
    operation.setData(ByteBuffer.wrap(new byte[] {1, 2}));
    operation.setVersion(4);
    operation.setDryRun(true);

    assertThat(read(operation))
        .isEqualTo(
            new SagaInput.Operation(
                SAGA,
                dev.sagas.engine.core.OperationKind.MIGRATE,
                new OperatorOrder("op-1", "ann", "mended"),
                new OperationSubject(
                    Optional.of(new StepName("ship-order")),
                    Optional.of(Bytes.of(new byte[] {1, 2})),
                    OptionalInt.of(4)),
                true));
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeAnOperationWhenTheEngineKnowsTheKind(dev.sagas.engine.core.OperationKind kind) {
    SagaOperation operation = operation(OperationKind.valueOf(kind.name()));
    operation.setStep("a");
    operation.setData(ByteBuffer.wrap(new byte[] {1}));
    operation.setVersion(2);

    assertThat(((SagaInput.Operation) read(operation)).kind()).isEqualTo(kind);
  }

  @Test
  void shouldKnowEveryKindWhenTheProtocolGrows() {
    Set<OperationKind> unknown = EnumSet.allOf(OperationKind.class);
    for (var kind : dev.sagas.engine.core.OperationKind.values()) {
      unknown.remove(OperationKind.valueOf(kind.name()));
    }

    assertThat(unknown).containsExactly(OperationKind.UNKNOWN);
  }

  /** Makes something wrong. */
  private interface Flaw extends Consumer<SagaOperation> {}

  static List<Flaw> flaws() {
    return List.of(
        operation -> operation.setKind(OperationKind.UNKNOWN),
        operation -> operation.setKind(OperationKind.SKIP),
        operation -> operation.setKind(OperationKind.FAIL),
        operation -> operation.setKind(OperationKind.RESTART),
        operation -> operation.setKind(OperationKind.EDIT_DATA),
        operation -> operation.setKind(OperationKind.MIGRATE),
        operation -> operation.setOperationId(" "),
        operation -> operation.setOperationId("x".repeat(129)),
        operation -> operation.setActor(""),
        operation -> operation.setActor("x".repeat(257)),
        operation -> operation.setReason(""),
        operation -> operation.setReason("x".repeat(1_025)),
        operation -> operation.setStep("Not a step"));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void shouldBeUnreadableWhenAnOperationLacksWhatItNeeds(Flaw flaw) {
    SagaOperation operation = operation(OperationKind.PAUSE);
    flaw.accept(operation);

    assertUnreadable(
        record("saga.operations", encode(operation), Map.of()),
        DeadLetterCode.MALFORMED_OPERATION,
        "Expected ");
  }

  @Test
  void shouldBeUnreadableWhenAnotherRecordIsSentAsAnOperation() {
    Bytes other = encode(new StepFailure("c", "m", Map.of()));

    assertUnreadable(
        record("saga.operations", other, Map.of()),
        DeadLetterCode.MALFORMED_OPERATION,
        "Expected a SagaOperation, but got dev.sagas.schema.StepFailure");
  }

  @Test
  void shouldBeUnreadableWhenTheWriterHasLeftFieldsOut() {
    Schema poor =
        SchemaBuilder.record("SagaOperation")
            .namespace("dev.sagas.schema")
            .fields()
            .requiredString("operationId")
            .endRecord();
    codec.register("t", poor);
    GenericData.Record operation = new GenericData.Record(poor);
    operation.put("operationId", "op-1");

    assertUnreadable(
        record("saga.operations", encode(operation), Map.of()),
        DeadLetterCode.MALFORMED_OPERATION,
        "SagaOperation");
  }

  @Test
  void shouldBeUnreadableWhenTheKindIsOneOfTheFuture() {
    Schema newer = newer();
    codec.register("t", newer);
    GenericData.Record operation = new GenericData.Record(newer);
    operation.put("operationId", "op-1");
    operation.put("kind", new GenericData.EnumSymbol(newer.getField("kind").schema(), "TELEPORT"));
    operation.put("actor", "ann");
    operation.put("reason", "why");
    operation.put("requestedAt", 0L);
    operation.put("dryRun", false);

    assertUnreadable(
        record("saga.operations", encode(operation), Map.of()),
        DeadLetterCode.MALFORMED_OPERATION,
        "that this version knows");
  }

  /** Our schema with one kind more. */
  private static Schema newer() {
    String ours = SagaOperation.getClassSchema().toString();
    return new Schema.Parser().parse(ours.replace("\"PAUSE\",", "\"PAUSE\",\"TELEPORT\","));
  }

  @Test
  void shouldFailWhenTheTopicIsNoInput() {
    Bytes value = encode(new StepFailure("c", "m", Map.of()));

    assertThatThrownBy(() -> reader.read(record("saga.journal", value, Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("saga.journal");
  }

  private SagaInput read(SagaOperation operation) {
    Inbound read = reader.read(record("saga.operations", encode(operation), Map.of()));
    return ((Inbound.Input) read).input();
  }

  private void assertUnreadable(InboundRecord record, DeadLetterCode code, String message) {
    assertThat(reader.read(record))
        .isInstanceOfSatisfying(
            Inbound.Unreadable.class,
            unreadable -> {
              assertThat(unreadable.code()).isEqualTo(code);
              assertThat(unreadable.message()).contains(message);
              assertThat(unreadable.sagaId()).contains(SAGA);
            });
  }

  private static SagaOperation operation(OperationKind kind) {
    SagaOperation operation = new SagaOperation();
    operation.setOperationId("op-1");
    operation.setKind(kind);
    operation.setActor("ann");
    operation.setReason("mended");
    operation.setRequestedAt(Instant.EPOCH);
    return operation;
  }

  private Bytes encode(IndexedRecord record) {
    return Bytes.of(codec.encode("t", record));
  }

  private static InboundRecord record(String topic, Bytes value, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put(SagaHeaders.SAGA_ID, SAGA.value());
    return new InboundRecord(
        new Position(topic, 0, 7),
        Optional.of(WireFixtures.bytes(SAGA.value())),
        Optional.of(value),
        headers);
  }
}
