package dev.sagas.dev.simulate;

import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The participants of one saga with their fences, by rules R23 and R24: each execute has one row,
 * which it shares with its compensation.
 */
final class Participants {
  /** Full name of every reply's record. */
  static final String REPLY_TYPE = "sim.Reply";

  private final Ledger ledger;
  private final Fates fates;
  private final FaultRates rates;
  private final Map<DeduplicationKey, Row> fence = new HashMap<>();

  Participants(Ledger ledger, Fates fates, FaultRates rates) {
    this.ledger = ledger;
    this.fates = fates;
    this.rates = rates;
  }

  private enum Executed {
    SUCCEEDED,
    REJECTED,
    FENCED
  }

  /** A row of the fence; the compensation is the newest that is recorded. */
  private static final class Row {
    private final Executed executed;
    private Optional<DeduplicationKey> compensation = Optional.empty();
    private StepOutcome compensated = StepOutcome.FAILED;

    Row(Executed executed) {
      this.executed = executed;
    }
  }

  /**
   * Handles a command.
   *
   * @param delivery tells one delivery of the same attempt from another
   */
  SagaInput.Reply handle(SagaEffect.SendCommand command, int delivery) {
    CommandId id = command.commandId();
    StepOutcome outcome =
        command
            .undo()
            .map(undo -> compensate(id, undo, delivery))
            .orElseGet(() -> execute(id, delivery));
    return reply(id, outcome);
  }

  /** A reply to a command. */
  static SagaInput.Reply reply(CommandId id, StepOutcome outcome) {
    return new SagaInput.Reply(
        id, outcome, SyntheticSaga.data(Keys.of(id.key())), REPLY_TYPE, failure(id, outcome));
  }

  private static Optional<SagaInput.Failure> failure(CommandId id, StepOutcome outcome) {
    String why = "The participant says so";
    return switch (outcome) {
      case SUCCEEDED -> Optional.empty();
      case REJECTED -> Optional.of(new SagaInput.Failure(outcome.name(), why));
      case FAILED -> Optional.of(new SagaInput.Failure(outcome.name(), why, asksFor(id)));
    };
  }

  /** One in four asks to be left alone for a while, up to three minutes. */
  private static OptionalLong asksFor(CommandId id) {
    int chance = id.toString().hashCode();
    return Math.floorMod(chance, 4) == 0
        ? OptionalLong.of(Math.floorMod(chance >> 2, 180_000))
        : OptionalLong.empty();
  }

  /** An operator makes sure that the execute never takes effect; false if it has already. */
  boolean fenceOff(DeduplicationKey execute) {
    return fence.computeIfAbsent(execute, key -> new Row(Executed.FENCED)).executed
        != Executed.SUCCEEDED;
  }

  private StepOutcome execute(CommandId id, int delivery) {
    Row row = fence.get(id.key());
    if (row != null) {
      return row.executed == Executed.SUCCEEDED ? StepOutcome.SUCCEEDED : StepOutcome.REJECTED;
    }
    if (failsFor(id, delivery)) {
      return StepOutcome.FAILED;
    }
    if (strikes(SimulatedFaultKind.EXECUTE_REJECTED, Keys.of(id.key()))) {
      fence.put(id.key(), new Row(Executed.REJECTED));
      return StepOutcome.REJECTED;
    }
    fence.put(id.key(), new Row(Executed.SUCCEEDED));
    ledger.execute(id.key());
    return StepOutcome.SUCCEEDED;
  }

  private StepOutcome compensate(CommandId id, SagaEffect.Undo undo, int delivery) {
    Row row = fence.get(undo.undoes());
    boolean unknown = !undo.executeSucceeded();
    if (row == null) {
      return unknown ? skip(id, undo, new Row(Executed.FENCED)) : run(id, undo, delivery);
    }
    if (row.compensation.isPresent()) {
      if (row.compensation.get().equals(id.key())) {
        return row.compensated;
      }
      if (row.compensation.get().epoch() > id.key().epoch()) {
        return StepOutcome.REJECTED;
      }
      if (row.compensated == StepOutcome.SUCCEEDED) {
        return StepOutcome.SUCCEEDED;
      }
    }
    return unknown && row.executed != Executed.SUCCEEDED
        ? skip(id, undo, row)
        : run(id, undo, delivery);
  }

  private StepOutcome skip(CommandId id, SagaEffect.Undo undo, Row row) {
    fence.put(undo.undoes(), row);
    row.compensation = Optional.of(id.key());
    row.compensated = StepOutcome.SUCCEEDED;
    return StepOutcome.SUCCEEDED;
  }

  private StepOutcome run(CommandId id, SagaEffect.Undo undo, int delivery) {
    if (failsFor(id, delivery)) {
      return StepOutcome.FAILED;
    }
    boolean rejects = strikes(SimulatedFaultKind.COMPENSATE_REJECTED, Keys.of(id.key()));
    if (!rejects) {
      ledger.undo(undo.undoes());
    }
    Row row = fence.computeIfAbsent(undo.undoes(), key -> new Row(Executed.FENCED));
    row.compensation = Optional.of(id.key());
    row.compensated = rejects ? StepOutcome.REJECTED : StepOutcome.SUCCEEDED;
    return row.compensated;
  }

  private boolean failsFor(CommandId id, int delivery) {
    return strikes(SimulatedFaultKind.TECHNICAL_FAILURE, Dice.key(Keys.of(id), delivery));
  }

  private boolean strikes(SimulatedFaultKind kind, long key) {
    return fates.strikes(kind, rates.chance(kind), key);
  }

  /** True if the command is an execute. */
  static boolean executes(CommandId id) {
    return id.key().action() == Action.EXECUTE;
  }
}
