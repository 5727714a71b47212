package dev.sagas.spring.observation;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and tags of observed handlers; a bean that extends this class replaces it.
 *
 * <ul>
 *   <li>Name {@value #NAME}; tags {@code saga.type}, {@code step}, {@code action}, {@code outcome}
 *       ({@code succeeded}, {@code rejected}, {@code failed}, {@code threw}). Spans also have
 *       {@code saga.id}, {@code attempt} and {@code command}.
 * </ul>
 */
public class SagaHandlerConvention implements ObservationConvention<SagaHandlerContext> {
  /** The observation's name. */
  public static final String NAME = "saga.handler";

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public String getContextualName(SagaHandlerContext context) {
    CommandContext command = context.commandContext();
    return command.step() + " " + command.action().headerValue();
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof SagaHandlerContext;
  }

  @Override
  public KeyValues getLowCardinalityKeyValues(SagaHandlerContext context) {
    CommandContext command = context.commandContext();
    return KeyValues.of(
        KeyValue.of("saga.type", command.type().value()),
        KeyValue.of("step", command.step().value()),
        KeyValue.of("action", command.action().headerValue()),
        KeyValue.of("outcome", context.result().map(SagaHandlerConvention::text).orElse("threw")));
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(SagaHandlerContext context) {
    CommandContext command = context.commandContext();
    return KeyValues.of(
        KeyValue.of("saga.id", command.sagaId().value()),
        KeyValue.of("attempt", String.valueOf(command.attempt())),
        KeyValue.of("command", context.command().getSchema().getFullName()));
  }

  private static String text(StepResult result) {
    return result.accept(
        new StepResult.Visitor<String, RuntimeException>() {
          @Override
          public String succeeded(StepResult.Succeeded succeeded) {
            return "succeeded";
          }

          @Override
          public String rejected(StepResult.Rejected rejected) {
            return "rejected";
          }

          @Override
          public String failed(StepResult.Failed failed) {
            return "failed";
          }
        });
  }
}
