package dev.sagas.orchestrator.core;

import dev.sagas.protocol.SagaType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A deployed definition as the decider sees it: its plan, and its functions over encoded bytes.
 *
 * <ul>
 *   <li>The functions are pure. What they return is encoded and within every bound, so that it can
 *       be sent (R17).
 * </ul>
 */
public interface ExecutableSaga {
  SagaType type();

  int version();

  /** Full name of the data record. */
  String dataType();

  /** The steps in order. */
  List<StepPlan> steps();

  /** How long the saga may go forward. */
  Optional<Duration> deadline();

  /** Checks a request's value; returns what is wrong with it, if anything. */
  Optional<String> problemWith(Bytes payload);

  /** Makes the step's command. */
  Bytes command(StepPlan step, Bytes data) throws DefinitionFault;

  /** Makes the command that undoes the step; {@code reply} is what its execute answered. */
  Bytes compensation(StepPlan step, Bytes data, Optional<Bytes> reply) throws DefinitionFault;

  /** Takes a reply into the data; returns the data unchanged where the step ignores replies. */
  Bytes applyReply(StepPlan step, Bytes data, SagaInput.Reply reply) throws DefinitionFault;
}
