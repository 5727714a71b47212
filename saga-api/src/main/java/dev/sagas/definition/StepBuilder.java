package dev.sagas.definition;

import dev.sagas.protocol.ParticipantName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Describes a step that sends a command to a participant.
 *
 * <ul>
 *   <li>{@link #participant} and {@link #command} are required.
 *   <li>Defaults: always runs, time-out of an attempt 30 s, no deadline, {@link
 *       RetryPolicy#exponential()}, no compensation, not the pivot. A compensation is tried up to
 *       {@value RetryPolicy#DEFAULT_MAX_COMPENSATION_ATTEMPTS} times with the same time-out.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class StepBuilder<D> extends StepDescription<D, StepBuilder<D>> {
  /** Time-out of one attempt by default. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private final Map<Class<? extends SpecificRecord>, ReplyFunction<D, Object>> replies =
      new LinkedHashMap<>();
  private @Nullable String participant;
  private @Nullable CommandFunction<D, ? extends SpecificRecord> command;
  private @Nullable Class<? extends SpecificRecord> commandClass;
  private @Nullable CompensationFunction<D, Object, ? extends SpecificRecord> compensation;
  private @Nullable Class<? extends SpecificRecord> compensationClass;
  private Optional<Class<? extends SpecificRecord>> compensationReply = Optional.empty();
  private @Nullable Duration compensationTimeout;
  private RetryPolicy retry = RetryPolicy.exponential();
  private RetryPolicy compensationRetry =
      RetryPolicy.exponential().withMaxAttempts(RetryPolicy.DEFAULT_MAX_COMPENSATION_ATTEMPTS);
  private Duration timeout = DEFAULT_TIMEOUT;
  private @Nullable Duration deadline;
  private boolean pivot;

  StepBuilder(String name) {
    super(name);
  }

  /** The service that handles this step's commands. */
  public StepBuilder<D> participant(String participantName) {
    this.participant = participantName;
    return this;
  }

  /** Makes the command that executes the step; its schema is registered at deployment. */
  public <C extends SpecificRecord> StepBuilder<D> command(
      Class<C> type, CommandFunction<D, C> function) {
    this.commandClass = type;
    this.command = function;
    return this;
  }

  /**
   * Copies a reply of the given type into the data, whatever its outcome. Without any reply
   * function every reply is accepted and the data does not change.
   */
  public <R extends SpecificRecord> StepBuilder<D> onReply(
      Class<R> replyClass, ReplyFunction<D, R> function) {
    ReplyFunction<D, Object> untyped =
        (data, reply) -> function.apply(data, replyClass.cast(reply));
    if (replies.put(replyClass, untyped) != null) {
      problem("handles " + replyClass.getName() + " twice");
    }
    return this;
  }

  /** Makes the command that undoes the step; its schema is registered at deployment. */
  public <C extends SpecificRecord> StepBuilder<D> compensation(
      Class<C> type, CommandFunction<D, C> function) {
    return setCompensation(type, Optional.empty(), (data, reply) -> function.command(data));
  }

  /**
   * Makes the command that undoes the step from the reply to its execute. The reply is kept in the
   * checkpoint for this.
   */
  public <C extends SpecificRecord, R extends SpecificRecord> StepBuilder<D> compensation(
      Class<C> type, Class<R> replyClass, CompensationFunction<D, R, C> function) {
    return setCompensation(
        type,
        Optional.of(replyClass),
        (data, reply) -> function.command(data, reply.map(replyClass::cast)));
  }

  private <C extends SpecificRecord> StepBuilder<D> setCompensation(
      Class<C> type,
      Optional<Class<? extends SpecificRecord>> replyClass,
      CompensationFunction<D, Object, C> function) {
    if (compensation != null) {
      problem("has two compensations");
    }
    this.compensation = function;
    this.compensationClass = type;
    this.compensationReply = replyClass;
    return this;
  }

  /** How often an execute is tried. */
  public StepBuilder<D> retry(RetryPolicy policy) {
    this.retry = policy;
    return this;
  }

  /** How often a compensation is tried. */
  public StepBuilder<D> compensationRetry(RetryPolicy policy) {
    this.compensationRetry = policy;
    return this;
  }

  /** Time-out of one attempt of the execute, and of the compensation by default. */
  public StepBuilder<D> timeout(Duration perAttempt) {
    this.timeout = perAttempt;
    return this;
  }

  /** Time-out of one attempt of the compensation. */
  public StepBuilder<D> compensationTimeout(Duration perAttempt) {
    this.compensationTimeout = perAttempt;
    return this;
  }

  /**
   * How long after the first attempt further attempts of the execute may begin (R5). No limit by
   * default.
   */
  public StepBuilder<D> deadline(Duration afterFirstAttempt) {
    this.deadline = afterFirstAttempt;
    return this;
  }

  /**
   * Marks the point of no return: after this step took effect nothing is undone any more. It must
   * not be conditional or in a group (R13).
   */
  public StepBuilder<D> pivot() {
    this.pivot = true;
    return this;
  }

  @Override
  StepBuilder<D> self() {
    return this;
  }

  @Override
  boolean isPivot() {
    return pivot;
  }

  @Override
  void checkKind(Problems found) {
    if (participant == null) {
      found.add(title() + " needs a participant");
    } else {
      found.requireName(
          title() + ": participant", participant, ParticipantName.isValid(participant));
    }
    if (command == null) {
      found.add(title() + " needs a command");
    }
    found.requireInBounds(title() + ": time-out", timeout);
    if (compensationTimeout != null) {
      found.requireInBounds(title() + ": compensation time-out", compensationTimeout);
    }
    if (deadline != null) {
      found.requireInBounds(title() + ": deadline", deadline);
    }
  }

  @Override
  void checkFromPivotOn(Problems found) {
    if (compensation != null) {
      found.add(title() + " has a compensation, " + PivotRules.NOTHING_IS_UNDONE);
    }
  }

  @Override
  CommandStep<D> build() {
    return new CommandStep<>(
        stepName(),
        condition(),
        new ParticipantName(Objects.requireNonNull(participant)),
        Objects.requireNonNull(commandClass),
        Objects.requireNonNull(command),
        replies,
        buildCompensation(),
        retry,
        timeout,
        Optional.ofNullable(deadline),
        pivot);
  }

  private Optional<Compensation<D>> buildCompensation() {
    if (compensation == null || compensationClass == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Compensation<>(
            compensationClass,
            compensationReply,
            compensation,
            compensationRetry,
            compensationTimeout == null ? timeout : compensationTimeout));
  }
}
