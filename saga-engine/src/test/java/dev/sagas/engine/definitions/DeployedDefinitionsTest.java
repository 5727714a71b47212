package dev.sagas.engine.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deploying definitions: one of each version, schemas registered, structure hashed (R19). */
class DeployedDefinitionsTest {
  private final AvroCodec codec =
      WireFixtures.codec(new InMemoryRegistryClient(), SubjectStrategy.RECORD_NAME);

  @Test
  void shouldFindTheVersionAndTheNewestWhenSeveralAreDeployed() {
    DeployedDefinitions deployed = deploy(definition(1), definition(10), definition(2));
    SagaType type = new SagaType("order");

    assertThat(deployed.find(type, 2).map(ExecutableSaga::version)).contains(2);
    assertThat(deployed.newest(type).map(ExecutableSaga::version)).contains(10);
    assertThat(deployed.find(type, 3)).isEmpty();
    assertThat(deployed.newest(new SagaType("trip"))).isEmpty();
    assertThat(deployed.sagas()).hasSize(3);
  }

  @Test
  void shouldRefuseWhenTwoDefineTheSameVersion() {
    assertThatThrownBy(() -> deploy(definition(1), definition(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Expected one definition of saga order version 1, but ");
  }

  @Test
  void shouldRegisterEverySchemaThatTheEngineWritesWhenDeployed() {
    deploy(definition(1));

    assertThat(codec.schemaId("t", StepFailure.getClassSchema())).isPositive();
    assertThat(codec.schemaId("t", NothingToUndo.getClassSchema())).isPositive();
    assertThat(codec.schemaId("t", SagaOperation.getClassSchema())).isPositive();
    assertThat(codec.schemaId("t", ApprovalDecision.getClassSchema())).as("signal").isPositive();
  }

  @Test
  void shouldNameEveryParticipantOnceWhenAsked() {
    List<DescribedSaga> sagas = DeployedDefinitions.describe(List.of(definition(1), definition(2)));

    assertThat(DeployedDefinitions.participants(sagas))
        .containsExactly(new ParticipantName("payments"), new ParticipantName("shop"));
  }

  private DeployedDefinitions deploy(Defined... definitions) {
    return DeployedDefinitions.deploy(
        DeployedDefinitions.describe(List.of(definitions)),
        codec,
        TopicNames.DEFAULT,
        new PayloadLimits(1_000, 1_000));
  }

  private static Defined definition(int version) {
    return new Defined(version);
  }

  /** Two commands and a signal in a group, four schemas. */
  private record Defined(int version) implements SagaDefinition<StepFailure> {
    @Override
    public Saga<StepFailure> define() {
      return Saga.named("order", version, StepFailure.class)
          .step(
              "a",
              step ->
                  step.participant("shop")
                      .command(NothingToUndo.class, data -> new NothingToUndo())
                      .compensation(SagaOperation.class, data -> new SagaOperation()))
          .parallel(
              "both",
              group ->
                  group
                      .branch("pay", branch -> branch.step("b", Defined::payment))
                      .branch("wait", branch -> branch.approval("c", step -> step)))
          .build();
    }

    private static StepBuilder<StepFailure> payment(StepBuilder<StepFailure> step) {
      return step.participant("payments").command(StepFailure.class, data -> data);
    }
  }
}
