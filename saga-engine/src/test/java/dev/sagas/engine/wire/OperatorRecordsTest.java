package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R16: the engine reads what operators' tools write. */
class OperatorRecordsTest {
  private static final SagaId SAGA = new SagaId("s-1");

  private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  private final OperatorRecords records =
      OperatorRecords.open(Map.of(RegistryClient.CLIENT_CONFIG, registry), new TopicNames("shop."));
  private final AvroCodec codec = WireFixtures.codec(registry, SubjectStrategy.RECORD_NAME);
  private final InboundReader reader =
      new InboundReader(codec, new TopicNames("shop."), "cluster-1", 100_000);

  @AfterEach
  void close() {
    records.close();
  }

  @ParameterizedTest
  @EnumSource(OperationKind.class)
  void shouldBeReadAsItWasMeantWhenItIsAnOperation(OperationKind kind) {
    // given
    SagaInput.Operation operation = operation(kind, "a look first");

    // when
    OutboundRecord record = records.operation(operation, 1_700_000_000_000L);

    // then
    assertThat(record.topic()).isEqualTo("shop.saga.operations");
    assertThat(read(record)).isEqualTo(new Inbound.Input(operation));
    assertThat(registry.newestId("shop.saga.operations-value")).isPositive();
  }

  @Test
  void shouldSayWhatIsTooLongBeforeItIsSent() {
    assertThatThrownBy(() -> records.operation(operation(OperationKind.END, " "), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected reason to have 1 to 1024 characters, but got 1");
    assertThatThrownBy(() -> records.operation(operation(OperationKind.END, "x".repeat(1025)), 0))
        .hasMessageContaining("1025");
  }

  @Test
  void shouldBeReadAsItWasMeantWhenItIsADecision() {
    // when
    OutboundRecord yes = records.approval(SAGA, new SignalName("review"), "grace");
    OutboundRecord no = records.refusal(SAGA, new SignalName("review"), "grace", "too dear");

    // then
    SagaInput.Signal signal = (SagaInput.Signal) ((Inbound.Input) read(yes)).input();
    assertThat(signal.name()).isEqualTo(new SignalName("review"));
    assertThat(signal.payloadType()).isEqualTo("dev.sagas.schema.ApprovalDecision");
    assertThat(codec.decode(no.topic(), no.value().array(), ApprovalDecision.class))
        .isEqualTo(new ApprovalDecision(false, "grace", "too dear"));
  }

  private Inbound read(OutboundRecord record) {
    return reader.read(
        new InboundRecord(
            new Position(record.topic(), 0, 7),
            Optional.of(record.key()),
            Optional.of(record.value()),
            record.headers()));
  }

  private static SagaInput.Operation operation(OperationKind kind, String reason) {
    return new SagaInput.Operation(
        SAGA,
        kind,
        new OperatorOrder("op-1", "ada", reason),
        new OperationSubject(
            Optional.of(WireFixtures.A), Optional.of(WireFixtures.DATA), OptionalInt.of(4)),
        true);
  }
}
