package dev.sagas.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Describes a wait for an external signal.
 *
 * <ul>
 *   <li>{@link #on} is required. By default waits without limit; see {@link #timeout(Duration,
 *       OnTimeout)}.
 *   <li>A signal that arrives before the step's turn is kept for it (R3).
 *   <li>Has nothing to undo.
 * </ul>
 *
 * @param <D> the saga's data
 * @param <S> the signal's record, known once {@link #on} named it
 */
public final class SignalBuilder<D, S extends SpecificRecord>
    extends WaitBuilder<D, SignalBuilder<D, S>> {
  private final List<SignalCheck> checks = new ArrayList<>();
  private @Nullable Class<? extends SpecificRecord> type;
  private @Nullable SignalFunction<D, Object> function;
  private boolean rejects;

  SignalBuilder(String name) {
    super(name);
  }

  /**
   * The record that the signal carries, and how it is copied into the data; its schema is
   * registered at deployment.
   */
  public <T extends SpecificRecord> SignalBuilder<D, T> on(
      Class<T> signalClass, SignalFunction<D, T> take) {
    if (type != null) {
      problem("names two records");
    }
    this.type = signalClass;
    this.function = (data, signal) -> take.apply(data, signalClass.cast(signal));
    @SuppressWarnings(
        "unchecked") // The same builder: its type only says what checks see from here.
    SignalBuilder<D, T> typed = (SignalBuilder<D, T>) this;
    return typed;
  }

  /**
   * Rejects the step, and so unwinds the saga, if the condition holds for the signal. May be called
   * several times: the first condition that holds decides. Not allowed from the pivot on.
   *
   * @param code why, for programs: must match {@code [A-Z][A-Z0-9_]{0,63}}
   * @param message why, for a person: at most {@value Check#MAX_MESSAGE_CHARS} characters
   */
  public SignalBuilder<D, S> rejectWhen(
      Predicate<? super S> failsWhen, String code, String message) {
    this.rejects = true;
    if (canReject(code, message)) {
      checks.add(new SignalCheck(untyped(failsWhen), code, message));
    }
    return this;
  }

  @SuppressWarnings("unchecked") // A signal step is given records of its own class alone.
  private static <S> Predicate<Object> untyped(Predicate<? super S> failsWhen) {
    return signal -> failsWhen.test((S) signal);
  }

  @Override
  SignalBuilder<D, S> self() {
    return this;
  }

  @Override
  Optional<Class<? extends SpecificRecord>> signalClass() {
    return Optional.ofNullable(type);
  }

  @Override
  void checkKind(Problems found) {
    super.checkKind(found);
    if (type == null) {
      found.add(title() + " needs the signal's record: call on(...)");
    }
  }

  @Override
  void checkFromPivotOn(Problems found) {
    super.checkFromPivotOn(found);
    if (rejects) {
      found.add(title() + " has a rejectWhen, " + PivotRules.NOTHING_IS_UNDONE);
    }
  }

  @Override
  SignalStep<D> build() {
    return new SignalStep<>(
        stepName(),
        condition(),
        signalName(),
        Objects.requireNonNull(type),
        Objects.requireNonNull(function),
        checks,
        timeout(),
        onTimeout(),
        false);
  }
}
