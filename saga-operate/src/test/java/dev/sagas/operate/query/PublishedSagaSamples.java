package dev.sagas.operate.query;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.operate.definitions.Descriptors;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.time.Duration;
import java.util.List;

/** A published definition with every kind of step, read back from its record. */
public final class PublishedSagaSamples {
  private PublishedSagaSamples() {}

  /** The sample. */
  public static PublishedSaga order() {
    SagaDefinitionDescriptor descriptor =
        Descriptors.of(new DescribedSaga("shop.Order", definition()));
    descriptor.setDataSchemaIds(List.of(7, 9));
    AvroCodec codec = WireFixtures.codec(new InMemoryRegistryClient(), SubjectStrategy.TOPIC_NAME);
    codec.register("t", descriptor.getSchema());
    return DescriptorReader.read(codec.decode("t", codec.encode("t", descriptor)));
  }

  private static Saga<StepFailure> definition() {
    return Saga.named("order", 2, StepFailure.class)
        .deadline(Duration.ofDays(1))
        .onCompensationFailure(OnCompensationFailure.CONTINUE)
        .step(
            "reserve",
            step ->
                step.participant("stock")
                    .command(StepFailure.class, data -> data)
                    .compensation(SagaOperation.class, data -> new SagaOperation())
                    .timeout(Duration.ofSeconds(9))
                    .retry(RetryPolicy.never()))
        .local("check", step -> step.apply(data -> data).when(data -> true))
        .sleep("rest", step -> step.duration(Duration.ofHours(1)))
        .parallel(
            "both",
            group ->
                group
                    .undoInParallel()
                    .branch(
                        "review",
                        branch ->
                            branch.approval(
                                "approve",
                                step -> step.timeout(Duration.ofDays(2), OnTimeout.INCIDENT)))
                    .branch(
                        "wait",
                        branch ->
                            branch.awaitSignal(
                                "paid",
                                step -> step.on(NothingToUndo.class, (data, paid) -> data))))
        .step(
            "ship",
            step ->
                step.participant("cargo")
                    .command(NothingToUndo.class, data -> new NothingToUndo())
                    .onReply(SagaStartAnswer.class, (data, shipped) -> data)
                    .pivot())
        .build();
  }
}
