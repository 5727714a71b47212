package dev.sagas.orchestrator.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.orchestrator.core.ExecutableSaga;
import dev.sagas.orchestrator.wire.PayloadLimits;
import dev.sagas.orchestrator.wire.WireFixtures;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
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
  }

  @Test
  void shouldNameEveryParticipantOnceWhenAsked() {
    List<DescribedSaga> sagas = DeployedDefinitions.describe(List.of(definition(1), definition(2)));

    assertThat(DeployedDefinitions.participants(sagas))
        .containsExactly(new ParticipantName("payments"), new ParticipantName("shop"));
  }

  @Test
  void shouldHashAlikeOnlyWhenTheStructureIsTheSame() {
    // given
    SagaDefinitionDescriptor same = descriptor(step -> step);

    // then
    assertThat(descriptor(step -> step)).isEqualTo(same);
    List<UnaryOperator<StepBuilder<StepFailure>>> changes =
        List.of(
            step -> step.participant("other"),
            step -> step.command(NothingToUndo.class, data -> new NothingToUndo()),
            step -> step.timeout(Duration.ofSeconds(9)),
            step -> step.retry(RetryPolicy.never()),
            step -> step.pivot(),
            step -> step.compensation(SagaOperation.class, data -> new SagaOperation()),
            step ->
                step.compensation(
                    SagaOperation.class, StepFailure.class, (data, reply) -> new SagaOperation()),
            step -> step.onReply(StepFailure.class, (data, reply) -> data));
    assertThat(changes.stream().map(DeployedDefinitionsTest::descriptor))
        .extracting(SagaDefinitionDescriptor::getStructureHash)
        .doesNotContain(same.getStructureHash())
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldDescribeItsStepsWhenADescriptorIsMade() {
    SagaDefinitionDescriptor descriptor =
        Descriptors.of(DeployedDefinitions.describe(List.of(definition(3))).get(0));

    assertThat(descriptor.getType()).isEqualTo("order");
    assertThat(descriptor.getVersion()).isEqualTo(3);
    assertThat(descriptor.getDataType()).isEqualTo("dev.sagas.schema.StepFailure");
    assertThat(descriptor.getSteps()).hasSize(2);
    assertThat(descriptor.getSteps().get(0).getName()).isEqualTo("a");
  }

  private static SagaDefinitionDescriptor descriptor(
      UnaryOperator<StepBuilder<StepFailure>> change) {
    Saga<StepFailure> saga =
        Saga.named("order", 1, StepFailure.class)
            .step(
                "a",
                step ->
                    change.apply(step.participant("shop").command(StepFailure.class, data -> data)))
            .build();
    return Descriptors.of(new DescribedSaga("shop.Order", saga));
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

  /** Two steps, three schemas. */
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
          .step("b", step -> step.participant("payments").command(StepFailure.class, data -> data))
          .build();
    }
  }
}
