package dev.sagas.definition;

import dev.sagas.protocol.SignalName;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a wait for a signal and a wait for a decision have in common.
 *
 * @param <D> the saga's data
 * @param <B> the builder itself
 */
abstract class WaitBuilder<D, B extends WaitBuilder<D, B>> extends StepDescription<D, B> {
  private String signal;
  private @Nullable Duration timeout;
  private OnTimeout onTimeout = OnTimeout.COMPENSATE;

  WaitBuilder(String name) {
    super(name);
    this.signal = name;
  }

  /** The signal's name: the {@code saga-signal} header. The step's name by default. */
  public B signal(String signalName) {
    this.signal = signalName;
    return self();
  }

  /**
   * How long the step waits, and what happens then. By default it waits until the saga's deadline.
   */
  public B timeout(Duration fromNow, OnTimeout then) {
    this.timeout = fromNow;
    this.onTimeout = then;
    return self();
  }

  /** The record that the signal carries, once it is known. */
  abstract Optional<Class<? extends SpecificRecord>> signalClass();

  @Override
  void checkKind(Problems found) {
    found.requireName(title() + ": signal", signal, SignalName.isValid(signal));
    if (timeout != null) {
      found.requireInBounds(title() + ": time-out", timeout);
    }
  }

  @Override
  void checkFromPivotOn(Problems found) {
    if (timeout != null && onTimeout == OnTimeout.COMPENSATE) {
      found.add(
          "%s compensates on time-out, %s: use INCIDENT or CONTINUE"
              .formatted(title(), PivotRules.NOTHING_IS_UNDONE));
    }
  }

  @Override
  final Optional<AwaitedSignal> awaits() {
    return Optional.of(new AwaitedSignal(signal, signalClass()));
  }

  final SignalName signalName() {
    return new SignalName(signal);
  }

  final Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  final OnTimeout onTimeout() {
    return onTimeout;
  }
}
