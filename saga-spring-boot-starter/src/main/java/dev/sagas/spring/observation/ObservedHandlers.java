package dev.sagas.spring.observation;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.spring.handler.HandlerAround;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.avro.specific.SpecificRecord;

/** Observes each call of a handler, in the trace of its command. */
public final class ObservedHandlers implements HandlerAround {
  private final ObservationRegistry registry;
  private final SagaHandlerConvention convention;

  /** Observes in that registry, with names and tags of that convention. */
  public ObservedHandlers(ObservationRegistry registry, SagaHandlerConvention convention) {
    this.registry = registry;
    this.convention = convention;
  }

  @Override
  public StepResult around(SpecificRecord command, CommandContext context, Call call)
      throws Exception {
    SagaHandlerContext observed = new SagaHandlerContext(command, context);
    Observation observation = Observation.createNotStarted(convention, () -> observed, registry);
    return observation.observeChecked(
        () -> {
          StepResult result = call.proceed();
          observed.setResult(result);
          return result;
        });
  }
}
