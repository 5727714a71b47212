package dev.sagas.metrics;

import dev.sagas.participant.ParticipantListener;
import dev.sagas.protocol.ParticipantName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/**
 * Counts and times what a participant does. Thread-safe.
 *
 * <ul>
 *   <li>Timer {@value #COMMANDS}: commands by participant, saga type, step, action, handling
 *       ({@code handled}, {@code deduplicated}, {@code refused}, {@code skipped}, {@code
 *       not-started}) and outcome; how long each took until its reply was ready. No histogram,
 *       unless a meter filter of the registry enables one.
 *   <li>Counter {@value #RETRIES}: attempts that hit an infrastructure error and were followed by
 *       another, by participant, saga type, step and action.
 *   <li>Counter {@value #DEAD_LETTERS}: by participant and code.
 *   <li>Saga ids and business codes are not tags, because their number is unbounded.
 * </ul>
 *
 * <pre>{@code
 * Participant.named("inventory").listener(ParticipantMetrics.on(registry))
 * }</pre>
 */
public final class ParticipantMetrics implements ParticipantListener {
  /** Name of the timer. */
  public static final String COMMANDS = "saga.participant.commands";

  /** Name of the counter of retries. */
  public static final String RETRIES = "saga.participant.retries";

  /** Name of the counter of dead letters. */
  public static final String DEAD_LETTERS = "saga.participant.dead.letters";

  private static final String PARTICIPANT = "participant";

  private final MeterRegistry registry;

  private ParticipantMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Metrics in that registry. One instance can serve several participants. */
  public static ParticipantMetrics on(MeterRegistry registry) {
    return new ParticipantMetrics(registry);
  }

  @Override
  public void answered(Step step, Answer answer) {
    Timer.builder(COMMANDS)
        .description("Commands until their reply was ready")
        .tags(tags(step))
        .tag("handling", name(answer.handling()))
        .tag("outcome", answer.outcome().headerValue())
        .register(registry)
        .record(answer.took());
  }

  @Override
  public void retried(Step step) {
    registry.counter(RETRIES, tags(step)).increment();
  }

  @Override
  public void deadLettered(ParticipantName participant, String errorCode) {
    registry
        .counter(DEAD_LETTERS, Tags.of(PARTICIPANT, participant.value(), "code", errorCode))
        .increment();
  }

  private static Iterable<Tag> tags(Step step) {
    return Tags.of(
        PARTICIPANT,
        step.participant().value(),
        "saga.type",
        step.type().value(),
        "step",
        step.name().value(),
        "action",
        step.action().headerValue());
  }

  private static String name(Enum<?> handling) {
    return handling.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
