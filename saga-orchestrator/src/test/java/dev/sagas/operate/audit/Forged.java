package dev.sagas.operate.audit;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.List;

/** Changes journal entries field by field. */
public record Forged(JournalEntry entry) {
  public static Forged of(JournalEntry entry) {
    return new Forged(entry);
  }

  Forged revision(long revision) {
    return with(revision, entry.atMs(), entry.events(), entry.status(), entry.previousHash());
  }

  Forged at(long atMs) {
    return with(entry.revision(), atMs, entry.events(), entry.status(), entry.previousHash());
  }

  public Forged events(List<SagaEvent> events) {
    return with(entry.revision(), entry.atMs(), events, entry.status(), entry.previousHash());
  }

  Forged status(SagaStatus status) {
    return with(entry.revision(), entry.atMs(), entry.events(), status, entry.previousHash());
  }

  Forged previous(Digest previous) {
    return with(entry.revision(), entry.atMs(), entry.events(), entry.status(), previous);
  }

  /** The same undo of the other of two steps. */
  static SagaEvent swapped(SagaEvent event) {
    if (event instanceof SagaEvent.StepCompensated undone) {
      return new SagaEvent.StepCompensated(other(undone.step()), undone.commanded());
    }
    if (event instanceof SagaEvent.CommandIssued sent && sent.action() == Action.COMPENSATE) {
      return new SagaEvent.CommandIssued(
          other(sent.step()),
          sent.action(),
          sent.epoch(),
          sent.attempt(),
          sent.participant(),
          sent.dueAtMs(),
          sent.deadlineAtMs(),
          sent.pivot());
    }
    return event;
  }

  private static StepName other(StepName step) {
    return new StepName(step.value().equals("book-car") ? "book-hotel" : "book-car");
  }

  Forged run(RunId run) {
    SagaIdentity identity = entry.identity();
    return new Forged(
        new JournalEntry(
            new SagaIdentity(identity.id(), run, identity.type(), identity.version()),
            entry.note(),
            entry.revision(),
            entry.atMs(),
            entry.cause(),
            entry.events(),
            entry.commands(),
            entry.data(),
            entry.status(),
            entry.previousHash(),
            Digest.ZERO));
  }

  Forged cause(Cause cause) {
    return new Forged(
        new JournalEntry(
            entry.identity(),
            entry.note(),
            entry.revision(),
            entry.atMs(),
            cause,
            entry.events(),
            entry.commands(),
            entry.data(),
            entry.status(),
            entry.previousHash(),
            Digest.ZERO));
  }

  /** The same command, said to be the point of no return. */
  static SagaEvent asPivot(SagaEvent event) {
    if (event instanceof SagaEvent.CommandIssued sent && sent.action() == Action.EXECUTE) {
      return new SagaEvent.CommandIssued(
          sent.step(),
          sent.action(),
          sent.epoch(),
          sent.attempt(),
          sent.participant(),
          sent.dueAtMs(),
          sent.deadlineAtMs(),
          true);
    }
    return event;
  }

  private Forged with(
      long revision, long atMs, List<SagaEvent> events, SagaStatus status, Digest previous) {
    return new Forged(
        new JournalEntry(
            entry.identity(),
            entry.note(),
            revision,
            atMs,
            entry.cause(),
            events,
            entry.commands(),
            entry.data(),
            status,
            previous,
            Digest.ZERO));
  }
}
