package dev.sagas.spring.health;

import dev.sagas.spring.lifecycle.ManagedPart;
import dev.sagas.spring.lifecycle.PartState;
import dev.sagas.spring.lifecycle.SagaLifecycle;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the participants, the outbox's relay and an embedded orchestrator run.
 *
 * <ul>
 *   <li>{@code UP} if all of them do, otherwise {@code OUT_OF_SERVICE} with the reason of each.
 * </ul>
 */
public final class SagaPartsHealthIndicator implements HealthIndicator {
  private final SagaLifecycle lifecycle;

  /** The health of all parts of a lifecycle. */
  public SagaPartsHealthIndicator(SagaLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public Health health() {
    Map<String, Object> details = new LinkedHashMap<>();
    boolean allRun = true;
    for (ManagedPart part : lifecycle.parts()) {
      PartState state = part.state();
      allRun &= state.phase() == PartState.Phase.RUNNING;
      details.put(part.name(), text(state));
    }
    Health.Builder health = allRun ? Health.up() : Health.outOfService();
    return health.withDetails(details).build();
  }

  private static String text(PartState state) {
    String phase =
        switch (state.phase()) {
          case STOPPED -> "stopped";
          case STARTING -> "starting";
          case RUNNING -> "running";
        };
    return state.reason().isEmpty() ? phase : phase + ": " + state.reason();
  }
}
