package dev.sagas.operate.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.definition.GroupBuilder;
import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.StepBuilder;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.CompensationFailurePolicy;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.StageDescriptor;
import dev.sagas.schema.StepDescriptor;
import dev.sagas.schema.StepFailure;
import dev.sagas.schema.StepKind;
import dev.sagas.schema.WaitTimeoutPolicy;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is published of a definition: its structure, and a hash of all of it (R19). */
class DescriptorsTest {
  private static final String PACKAGE = "dev.sagas.schema.";

  /** Describes a whole saga, or a change of one. */
  private interface Description extends UnaryOperator<Saga.Builder<StepFailure>> {}

  @Test
  void shouldHashAlikeWhenTheStructureIsTheSame() {
    assertThat(descriptor(DescriptorsTest::whole)).isEqualTo(descriptor(DescriptorsTest::whole));
  }

  @Test
  void shouldHashDifferentlyWhenAnythingOfACommandIsDifferent() {
    Stream<UnaryOperator<StepBuilder<StepFailure>>> changes =
        Stream.of(
            step -> step,
            step -> step.participant("other"),
            step -> step.when(data -> true),
            step -> step.command(NothingToUndo.class, data -> new NothingToUndo()),
            step -> step.timeout(Duration.ofSeconds(9)),
            step -> step.deadline(Duration.ofSeconds(9)),
            step -> step.retry(RetryPolicy.never()),
            step -> step.pivot(),
            step -> step.compensation(SagaOperation.class, data -> new SagaOperation()),
            step ->
                step.compensation(SagaOperation.class, data -> new SagaOperation())
                    .compensationRetry(RetryPolicy.never()),
            step ->
                step.compensation(SagaOperation.class, data -> new SagaOperation())
                    .compensationTimeout(Duration.ofSeconds(9)),
            step ->
                step.compensation(
                    SagaOperation.class, StepFailure.class, (data, reply) -> new SagaOperation()),
            step -> step.onReply(StepFailure.class, (data, reply) -> data));

    assertAllDiffer(
        changes.map(change -> saga -> saga.step("a", step -> change.apply(command(step)))));
  }

  @Test
  void shouldHashDifferentlyWhenAnythingOfASagaIsDifferent() {
    assertAllDiffer(
        Stream.of(
            saga -> saga.step("a", DescriptorsTest::command),
            saga -> saga.step("b", DescriptorsTest::command),
            saga -> saga.step("a", DescriptorsTest::command).deadline(Duration.ofDays(1)),
            saga ->
                saga.step("a", DescriptorsTest::command)
                    .onCompensationFailure(OnCompensationFailure.CONTINUE),
            saga -> saga.local("a", step -> step.apply(data -> data)),
            saga -> saga.local("a", step -> step.apply(data -> data).when(data -> true)),
            saga -> saga.local("a", step -> step.rejectWhen(data -> true, "ODD", "m")),
            saga -> saga.local("a", step -> step.rejectWhen(data -> true, "EVEN", "m")),
            saga -> saga.sleep("a", step -> step.duration(Duration.ofDays(1))),
            saga -> saga.sleep("a", step -> step.duration(Duration.ofDays(2))),
            saga -> saga.sleep("a", step -> step.until(data -> Instant.EPOCH)),
            saga -> saga.approval("a", step -> step),
            saga -> saga.approval("a", step -> step.signal("review")),
            saga ->
                saga.approval("a", step -> step.timeout(Duration.ofDays(1), OnTimeout.INCIDENT)),
            saga ->
                saga.approval("a", step -> step.timeout(Duration.ofDays(1), OnTimeout.CONTINUE)),
            saga -> saga.awaitSignal("a", step -> step.on(ApprovalDecision.class, (d, s) -> d)),
            saga -> saga.awaitSignal("a", step -> step.on(NothingToUndo.class, (d, s) -> d)),
            saga ->
                saga.awaitSignal(
                    "a",
                    step ->
                        step.on(NothingToUndo.class, (d, s) -> d)
                            .rejectWhen(s -> true, "ODD", "m"))));
  }

  @Test
  void shouldHashDifferentlyWhenStepsAreGroupedDifferently() {
    assertAllDiffer(
        Stream.of(
            saga ->
                saga.step("a", DescriptorsTest::command)
                    .step("b", DescriptorsTest::command)
                    .step("c", DescriptorsTest::command),
            saga ->
                saga.step("b", DescriptorsTest::command)
                    .step("a", DescriptorsTest::command)
                    .step("c", DescriptorsTest::command),
            saga -> saga.parallel("g", group -> branches(group, "x", "y")),
            saga -> saga.parallel("h", group -> branches(group, "x", "y")),
            saga -> saga.parallel("g", group -> branches(group, "x", "z")),
            saga -> saga.parallel("g", group -> branches(group, "x", "y").undoInParallel()),
            saga ->
                saga.step("a", DescriptorsTest::command)
                    .parallel(
                        "g",
                        group ->
                            group
                                .branch("x", branch -> branch.step("b", DescriptorsTest::command))
                                .branch(
                                    "y", branch -> branch.step("c", DescriptorsTest::command)))));
  }

  private static GroupBuilder<StepFailure> branches(
      GroupBuilder<StepFailure> group, String one, String other) {
    return group
        .branch(
            one,
            branch ->
                branch.step("a", DescriptorsTest::command).step("b", DescriptorsTest::command))
        .branch(other, branch -> branch.step("c", DescriptorsTest::command));
  }

  private static void assertAllDiffer(Stream<Description> descriptions) {
    assertThat(descriptions.map(DescriptorsTest::descriptor))
        .extracting(SagaDefinitionDescriptor::getStructureHash)
        .hasSizeGreaterThan(1)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldTellTheSagasPoliciesWhenADescriptorIsMade() {
    SagaDefinitionDescriptor descriptor = descriptor(DescriptorsTest::whole);

    assertThat(descriptor.getType()).isEqualTo("order");
    assertThat(descriptor.getVersion()).isEqualTo(1);
    assertThat(descriptor.getDefinitionClass()).isEqualTo("shop.Order");
    assertThat(descriptor.getDataType()).isEqualTo(PACKAGE + "StepFailure");
    assertThat(descriptor.getDeadlineMs()).isEqualTo(86_400_000L);
    assertThat(descriptor.getOnCompensationFailure()).isEqualTo(CompensationFailurePolicy.CONTINUE);
  }

  @Test
  void shouldTellEachKindOfStepWhenADescriptorIsMade() {
    List<StageDescriptor> stages = descriptor(DescriptorsTest::whole).getStages();

    assertThat(stages).hasSize(4);
    assertCommand(only(stages.get(0)));
    assertThat(only(stages.get(1)).getKind()).isEqualTo(StepKind.LOCAL);
    assertThat(only(stages.get(1)).getConditional()).isTrue();
    assertThat(only(stages.get(2)).getKind()).isEqualTo(StepKind.SLEEP);
    assertThat(only(stages.get(2)).getSleepMs()).isEqualTo(3_600_000L);
    StageDescriptor group = stages.get(3);
    assertThat(group.getGroup()).isEqualTo("g");
    assertThat(group.getUndoInParallel()).isTrue();
    assertThat(group.getBranches()).hasSize(2);
    assertApproval(group.getBranches().get(0).getSteps().get(0));
    StepDescriptor signal = group.getBranches().get(1).getSteps().get(0);
    assertThat(signal.getKind()).isEqualTo(StepKind.SIGNAL);
    assertThat(signal.getSignalType()).isEqualTo(PACKAGE + "NothingToUndo");
    assertThat(signal.getTimeoutMs()).isNull();
    assertThat(signal.getOnTimeout()).isNull();
  }

  private static StepDescriptor only(StageDescriptor stage) {
    assertThat(stage.getGroup()).isNull();
    assertThat(stage.getBranches()).hasSize(1);
    assertThat(stage.getBranches().get(0).getSteps()).hasSize(1);
    return stage.getBranches().get(0).getSteps().get(0);
  }

  private static void assertCommand(StepDescriptor step) {
    assertThat(step.getName()).isEqualTo("pay");
    assertThat(step.getKind()).isEqualTo(StepKind.COMMAND);
    assertThat(step.getParticipant()).isEqualTo("shop");
    assertThat(step.getCommandType()).isEqualTo(PACKAGE + "StepFailure");
    assertThat(step.getCompensationType()).isEqualTo(PACKAGE + "SagaOperation");
    assertThat(step.getTimeoutMs()).isEqualTo(9_000L);
    assertThat(step.getDeadlineMs()).isEqualTo(60_000L);
    assertThat(step.getMaxAttempts()).isEqualTo(1);
    assertThat(step.getReplyTypes()).containsExactly(PACKAGE + "NothingToUndo");
  }

  private static void assertApproval(StepDescriptor step) {
    assertThat(step.getKind()).isEqualTo(StepKind.APPROVAL);
    assertThat(step.getSignal()).isEqualTo("review");
    assertThat(step.getSignalType()).isEqualTo(PACKAGE + "ApprovalDecision");
    assertThat(step.getTimeoutMs()).isEqualTo(172_800_000L);
    assertThat(step.getOnTimeout()).isEqualTo(WaitTimeoutPolicy.INCIDENT);
  }

  @Test
  void shouldTellWhatIsSideBySideWhenAPublishedDefinitionIsRead() throws Exception {
    // given
    InMemoryRegistryClient registry = new InMemoryRegistryClient();
    AvroCodec codec = WireFixtures.codec(registry, SubjectStrategy.TOPIC_NAME);
    codec.register("saga.definitions", SagaDefinitionDescriptor.getClassSchema());
    byte[] value = codec.encode("saga.definitions", descriptor(DescriptorsTest::whole));

    // when
    try (WrittenRecords records =
        WrittenRecords.open(Map.of(RegistryClient.CLIENT_CONFIG, registry), TopicNames.DEFAULT)) {
      var read = records.definition(value);

      // then
      assertThat(read.type().value()).isEqualTo("order");
      assertThat(read.version()).isEqualTo(1);
      assertThat(read.stages()).hasSize(4);
      assertThat(read.stages().get(0).undoInParallel()).isFalse();
      assertThat(read.stages().get(3).undoInParallel()).isTrue();
      assertThat(read.stages().get(3).branches())
          .containsExactly(List.of(new StepName("approve")), List.of(new StepName("paid")));
    }
  }

  private static Saga.Builder<StepFailure> whole(Saga.Builder<StepFailure> saga) {
    return saga.step("pay", DescriptorsTest::payment)
        .local("note", step -> step.apply(data -> data).when(data -> true))
        .sleep("rest", step -> step.duration(Duration.ofHours(1)))
        .parallel(
            "g",
            group ->
                group
                    .branch(
                        "people",
                        branch ->
                            branch.approval(
                                "approve",
                                step ->
                                    step.signal("review")
                                        .timeout(Duration.ofDays(2), OnTimeout.INCIDENT)))
                    .branch(
                        "bank",
                        branch ->
                            branch.awaitSignal(
                                "paid", step -> step.on(NothingToUndo.class, (data, s) -> data)))
                    .undoInParallel())
        .deadline(Duration.ofDays(1))
        .onCompensationFailure(OnCompensationFailure.CONTINUE);
  }

  private static StepBuilder<StepFailure> payment(StepBuilder<StepFailure> step) {
    return command(step)
        .retry(RetryPolicy.never())
        .timeout(Duration.ofSeconds(9))
        .deadline(Duration.ofMinutes(1))
        .onReply(NothingToUndo.class, (data, reply) -> data)
        .compensation(SagaOperation.class, data -> new SagaOperation());
  }

  private static StepBuilder<StepFailure> command(StepBuilder<StepFailure> step) {
    return step.participant("shop").command(StepFailure.class, data -> data);
  }

  private static SagaDefinitionDescriptor descriptor(Description description) {
    Saga<StepFailure> saga = description.apply(Saga.named("order", 1, StepFailure.class)).build();
    return Descriptors.of(new DescribedSaga("shop.Order", saga));
  }
}
