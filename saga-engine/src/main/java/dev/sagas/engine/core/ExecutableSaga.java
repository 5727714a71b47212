package dev.sagas.engine.core;

import dev.sagas.protocol.SagaType;
import java.time.Duration;
import java.util.Optional;

/**
 * A deployed definition as the decider sees it: its plan, and its functions over encoded bytes.
 *
 * <ul>
 *   <li>The functions are pure. What they return is encoded and within every limit, so that it can
 *       be sent (R17).
 * </ul>
 */
public interface ExecutableSaga {
  /** The saga's type. */
  SagaType type();

  /** The definition's version. */
  int version();

  /** Full name of the data record. */
  String dataType();

  /** The structure. */
  SagaPlan plan();

  /** How long the saga may go forward. */
  Optional<Duration> deadline();

  /** Checks a request's value; returns what is wrong with it, if anything. */
  Optional<String> problemWith(Bytes payload);

  /** True if a conditional step should run. */
  boolean condition(StepPlan step, Bytes data) throws DefinitionFault;

  /** Makes the step's command. */
  Bytes command(StepPlan.Command step, Bytes data) throws DefinitionFault;

  /** Makes the command that undoes the step; {@code reply} is the reply to its execute. */
  Bytes compensation(StepPlan.Command step, Bytes data, Optional<Bytes> reply)
      throws DefinitionFault;

  /** Copies a reply into the data; returns the data unchanged if the step ignores replies. */
  Bytes applyReply(StepPlan.Command step, Bytes data, SagaInput.Reply reply) throws DefinitionFault;

  /** Runs a local step. */
  FunctionResult runLocal(StepPlan.Local step, Bytes data) throws DefinitionFault;

  /** Computes when a sleep that begins at {@code nowMs} ends. */
  WakeTime wakeTime(StepPlan.Sleep step, Bytes data, long nowMs) throws DefinitionFault;

  /** Copies a signal into the data; its record is of the type that the step waits for. */
  FunctionResult applySignal(StepPlan.Signal step, Bytes data, Bytes signal) throws DefinitionFault;

  /**
   * When a sleep ends.
   *
   * @param atMs epoch ms
   * @param absolute true for an instant that a pause does not shift (R15)
   */
  record WakeTime(long atMs, boolean absolute) {}
}
