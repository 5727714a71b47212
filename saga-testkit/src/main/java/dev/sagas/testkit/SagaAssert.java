package dev.sagas.testkit;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.Rejection;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.WaitReason;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a saga under test. A failure is an {@link AssertionError} with the saga's
 * history; its cause is what a function of the definition threw, if anything.
 *
 * @param <D> the saga's data
 */
public final class SagaAssert<D extends SpecificRecord> {
  private final SagaRun<D> saga;

  private SagaAssert(SagaRun<D> saga) {
    this.saga = saga;
  }

  /** Begins the assertions; can be used together with AssertJ's method of the same name. */
  public static <D extends SpecificRecord> SagaAssert<D> assertThat(SagaRun<D> saga) {
    return new SagaAssert<>(saga);
  }

  /** The saga has ended, and every step took effect. */
  public SagaAssert<D> isCompleted() {
    return hasStatus(SagaStatus.COMPLETED);
  }

  /** The saga has ended, and every effect was undone. */
  public SagaAssert<D> isCompensated() {
    return hasStatus(SagaStatus.COMPENSATED);
  }

  /** The saga has ended, every effect was undone, and this is the code of the reason. */
  public SagaAssert<D> isCompensatedBecauseOf(String code) {
    isCompensated();
    return expect("the reason", Optional.of(code), saga.reasonCode());
  }

  /** The saga has this status. */
  public SagaAssert<D> hasStatus(SagaStatus status) {
    return expect("the status", status, saga.status());
  }

  /** These steps were undone by a command, in this order, and no others. */
  public SagaAssert<D> hasUndone(String... steps) {
    return expect("the undone steps", List.of(steps), saga.undone());
  }

  /** These steps succeeded, in this order, and no others. */
  public SagaAssert<D> hasSucceeded(String... steps) {
    return expect("the succeeded steps", List.of(steps), saga.succeeded());
  }

  /** Participants have the effects of exactly these steps, in any order. */
  public SagaAssert<D> hasEffects(String... steps) {
    return expect("the effects", Set.of(steps), Set.copyOf(saga.effects()));
  }

  /** Each of these commands was sent. */
  public SagaAssert<D> hasSent(SpecificRecord... commands) {
    List<SpecificRecord> sent = saga.commands().stream().map(RecordedCommand::record).toList();
    List<SpecificRecord> missing =
        Arrays.stream(commands).filter(command -> !sent.contains(command)).toList();
    return require(
        missing.isEmpty(), "Expected that " + missing + " is sent, but there is only " + sent);
  }

  /** No command of that record was sent. */
  public SagaAssert<D> hasNotSent(Class<? extends SpecificRecord> type) {
    return require(
        saga.commands(type).isEmpty(),
        "Expected no " + type.getSimpleName() + ", but there is " + saga.commands(type));
  }

  /** The step was tried this many times, all epochs together. */
  public SagaAssert<D> hasTried(String step, int attempts) {
    long tried =
        saga.commands().stream()
            .filter(command -> command.step().equals(step))
            .filter(command -> command.action() == Action.EXECUTE)
            .count();
    return expect("the attempts of step " + step, (long) attempts, tried);
  }

  /** The saga's data has this value. */
  public <V> SagaAssert<D> hasData(Function<D, @Nullable V> getter, @Nullable V expected) {
    return expect("the data", expected, getter.apply(saga.data()));
  }

  /** The saga waits for something of that kind. */
  public SagaAssert<D> waitsFor(WaitReason.Kind kind) {
    return require(
        saga.waitReasons().stream().anyMatch(reason -> reason.kind() == kind),
        "Expected saga " + saga.id() + " to wait for a " + kind + ", but it waits for " + waits());
  }

  /** The saga waits for the signal. */
  public SagaAssert<D> waitsForSignal(String signal) {
    return require(
        saga.waitReasons().stream()
            .filter(reason -> reason.kind() == WaitReason.Kind.SIGNAL)
            .anyMatch(reason -> reason.on().equals(signal)),
        "Expected saga %s to wait for signal %s, but it waits for %s"
            .formatted(saga.id(), signal, waits()));
  }

  private List<String> waits() {
    return saga.waitReasons().stream().map(WaitReason::text).toList();
  }

  /** A step, or the saga as a whole, has an incident of that kind. */
  public SagaAssert<D> hasIncident(IncidentCode code) {
    List<String> open =
        saga.state().incidents().stream()
            .map(incident -> incident.code() + ": " + incident.message())
            .toList();
    return require(
        saga.state().incidents().stream().anyMatch(each -> each.code().equals(code.name())),
        "Expected saga " + saga.id() + " to have an incident " + code + ", but it has " + open);
  }

  /** An input changed nothing, for that reason. */
  public SagaAssert<D> hasIgnored(Rejection reason) {
    return require(
        saga.ignored().stream().anyMatch(each -> each.startsWith(reason.name() + ":")),
        "Expected saga %s to ignore something as %s, but it ignored %s"
            .formatted(saga.id(), reason, saga.ignored()));
  }

  private SagaAssert<D> expect(String what, @Nullable Object expected, @Nullable Object actual) {
    return require(
        Objects.equals(expected, actual),
        "Expected %s of saga %s to be %s, but got %s".formatted(what, saga.id(), expected, actual));
  }

  private SagaAssert<D> require(boolean holds, String message) {
    if (!holds) {
      throw saga.failure(message);
    }
    return this;
  }
}
