package dev.sagas.audit;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.SentCommand;
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
    return with(
        new JournalEntry.Place(
            entry.identity(), revision, entry.atMs(), entry.place().previousHash()));
  }

  Forged at(long atMs) {
    return with(
        new JournalEntry.Place(
            entry.identity(), entry.revision(), atMs, entry.place().previousHash()));
  }

  public Forged events(List<SagaEvent> events) {
    return with(events, entry.status());
  }

  Forged status(SagaStatus status) {
    return with(entry.events(), status);
  }

  Forged previous(Digest previous) {
    return with(new JournalEntry.Place(entry.identity(), entry.revision(), entry.atMs(), previous));
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
    return with(
        new JournalEntry.Place(
            new SagaIdentity(identity.id(), run, identity.type(), identity.version()),
            entry.revision(),
            entry.atMs(),
            entry.place().previousHash()));
  }

  Forged commands(List<SentCommand> commands) {
    JournalEntry.Content content = entry.content();
    return new Forged(
        new JournalEntry(
            entry.place(),
            entry.cause(),
            new JournalEntry.Content(
                content.note(), content.events(), commands, content.data(), content.status())));
  }

  Forged cause(Cause cause) {
    return new Forged(new JournalEntry(entry.place(), cause, entry.content()));
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

  private Forged with(JournalEntry.Place place) {
    return new Forged(new JournalEntry(place, entry.cause(), entry.content()));
  }

  private Forged with(List<SagaEvent> events, SagaStatus status) {
    return new Forged(
        new JournalEntry(
            entry.place(),
            entry.cause(),
            new JournalEntry.Content(
                entry.note(), events, entry.commands(), entry.content().data(), status)));
  }
}
