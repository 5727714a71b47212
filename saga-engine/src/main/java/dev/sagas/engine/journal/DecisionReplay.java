package dev.sagas.engine.journal;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.wire.Inbound;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.RecordedInputs;
import dev.sagas.engine.wire.RecordedPayloads;
import dev.sagas.engine.wire.SentCommand;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * Repeats recorded decisions with today's definitions: the same state, input and time.
 *
 * <ul>
 *   <li>What the definition does not decide is taken as recorded: how long a tombstone is kept, and
 *       limits that the input met at the time.
 *   <li>Decisions that did not depend on the definition are skipped: incidents of the deployment,
 *       such as a missing topic, and functions that failed then and do not today.
 * </ul>
 */
final class DecisionReplay {
  /** Commands tell participants until when to remember them; it is not compared. */
  private static final Duration ANY_FENCE = Duration.ofDays(1);

  private static final Raised RAISED = new Raised();
  private static final HeldBack HELD = new HeldBack();

  private final DefinitionCatalog catalog;
  private final SagaDecider decider;
  private final TopicNames topics;
  private final RecordedInputs inputs;
  private final RecordedPayloads payloads;

  DecisionReplay(DefinitionCatalog catalog, TopicNames topics, Records records) {
    this.catalog = catalog;
    this.decider = new SagaDecider(catalog);
    this.topics = topics;
    this.inputs = records.inputs();
    this.payloads = records.payloads();
  }

  /** How recorded bytes are read. */
  record Records(RecordedInputs inputs, RecordedPayloads payloads) {}

  /**
   * Repeats a decision.
   *
   * @param before the state that the journal leads to
   */
  Redecision decide(Optional<SagaState> before, ReadEntry read) {
    JournalEntry entry = read.entry();
    entry.content().data().ifPresent(payloads::seen);
    SagaIdentity then = before.map(SagaState::identity).orElse(entry.identity());
    if (catalog.find(then.type(), then.version()).isEmpty()
        || catalog.find(then.type(), entry.identity().version()).isEmpty()) {
      return new Redecision.Skipped("the version is not among the definitions");
    }
    if (isOfTheDeployment(entry.events())) {
      return new Redecision.Skipped("an incident of the deployment");
    }
    return inputs.read(entry).accept(new Again(before, read));
  }

  /** Makes a decision again, if its input can still be read. */
  private final class Again implements Inbound.Visitor<Redecision> {
    private final Optional<SagaState> before;
    private final ReadEntry read;

    Again(Optional<SagaState> before, ReadEntry read) {
      this.before = before;
      this.read = read;
    }

    @Override
    public Redecision unreadable(Inbound.Unreadable inbound) {
      return new Redecision.Skipped("the input can no longer be read");
    }

    @Override
    public Redecision input(Inbound.Input inbound) {
      return decideAgain(before, inbound.input(), read);
    }
  }

  private Redecision decideAgain(Optional<SagaState> before, SagaInput input, ReadEntry read) {
    try {
      return decider.decide(before, input, context(read.entry())).accept(new Comparing(read));
    } catch (KafkaException outage) {
      throw outage;
    } catch (RuntimeException | StackOverflowError bug) {
      return differs(read, List.of("+ the engine fails with " + bug.getClass().getName()));
    }
  }

  private static boolean isOfTheDeployment(List<SagaEvent> events) {
    return events.size() == 1
        && events.get(0).accept(RAISED).filter(IncidentCode::isOfTheDeployment).isPresent();
  }

  /** The code of the incident that an event raises. */
  private static final class Raised extends SelectiveEventVisitor<Optional<IncidentCode>> {
    @Override
    protected Optional<IncidentCode> other(SagaEvent event) {
      return Optional.empty();
    }

    @Override
    public Optional<IncidentCode> incidentRaised(SagaEvent.IncidentRaised event) {
      return Optional.of(event.code());
    }
  }

  /** Why a start was held back at the time. */
  private static final class HeldBack extends SelectiveEventVisitor<Optional<String>> {
    @Override
    protected Optional<String> other(SagaEvent event) {
      return Optional.empty();
    }

    @Override
    public Optional<String> paused(ControlEvent.Paused event) {
      return Optional.of(event.reason()).filter(reason -> event.isHeldBack());
    }
  }

  private static DecisionContext context(JournalEntry entry) {
    long retentionMs =
        entry.events().stream()
            .flatMap(event -> EndOfRun.of(event).stream())
            .mapToLong(ended -> ended.forgetAtMs() - entry.atMs())
            .findFirst()
            .orElse(0);
    return new DecisionContext(
        entry.atMs(),
        Duration.ofMillis(retentionMs),
        ANY_FENCE,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        entry.events().stream().flatMap(event -> event.accept(HELD).stream()).findFirst());
  }

  /** Holds today's decision against the recorded one. */
  private final class Comparing implements Decision.Visitor<Redecision> {
    private final ReadEntry read;
    private final DecisionText.Made recorded;

    Comparing(ReadEntry read) {
      this.read = read;
      this.recorded = new DecisionText.Made(read.entry().events(), read.entry().commands());
    }

    @Override
    public Redecision accepted(Decision.Accepted decision) {
      return compare(read, recorded, decision);
    }

    @Override
    public Redecision rejected(Decision.Rejected decision) {
      List<String> lines =
          new ArrayList<>(DecisionText.diff(recorded, new DecisionText.Made(List.of(), List.of())));
      lines.add("+ nothing changes: " + decision.reason() + ": " + decision.message());
      return differs(read, lines);
    }

    @Override
    public Redecision forgotten(Decision.Forgotten decision) {
      return differs(read, List.of("+ the saga is forgotten"));
    }
  }

  private Redecision compare(
      ReadEntry read, DecisionText.Made recorded, Decision.Accepted accepted) {
    JournalEntry entry = read.entry();
    if (hasFault(entry.events()) && !hasFault(accepted.events())) {
      return new Redecision.Skipped("a function that failed then does not fail now");
    }
    List<SagaEvent> events = asJournaled(accepted.events());
    List<String> fields = fieldsThatDiffer(entry, events);
    DecisionText.Made now =
        new DecisionText.Made(
            fields.isEmpty() ? withRecordedData(entry, events) : events,
            commands(accepted, entry.commands()));
    if (now.equals(recorded)) {
      return new Redecision.Same();
    }
    List<String> lines = new ArrayList<>(DecisionText.diff(recorded, now));
    fields.forEach(field -> lines.add("~ the data differs in " + field));
    return differs(read, lines);
  }

  private static Redecision differs(ReadEntry read, List<String> lines) {
    JournalEntry entry = read.entry();
    return new Redecision.Differs(
        new Difference(
            entry.revision(), read.position(), entry.atMs(), DecisionText.input(entry), lines));
  }

  private static boolean hasFault(List<SagaEvent> events) {
    return events.stream()
        .flatMap(event -> event.accept(RAISED).stream())
        .anyMatch(IncidentCode.DEFINITION_FAULT::equals);
  }

  /** The journal keeps the data as it is after a transition, whatever it was in between. */
  private static List<SagaEvent> asJournaled(List<SagaEvent> events) {
    return SagaEvent.dataAfter(events).map(last -> withData(events, last)).orElse(events);
  }

  private static List<SagaEvent> withData(List<SagaEvent> events, Bytes data) {
    WithData withData = new WithData(data);
    return events.stream().map(event -> event.accept(withData)).toList();
  }

  /** The same events, but those that set the saga's data set this. */
  private static final class WithData extends SelectiveEventVisitor<SagaEvent> {
    private final Bytes data;

    WithData(Bytes data) {
      this.data = data;
    }

    @Override
    protected SagaEvent other(SagaEvent event) {
      return event;
    }

    @Override
    public SagaEvent started(SagaEvent.Started event) {
      return new SagaEvent.Started(event.identity(), event.request(), data);
    }

    @Override
    public SagaEvent dataChanged(SagaEvent.DataChanged event) {
      return new SagaEvent.DataChanged(data);
    }
  }

  private List<String> fieldsThatDiffer(JournalEntry entry, List<SagaEvent> events) {
    Optional<Bytes> now = SagaEvent.dataAfter(events);
    return entry.content().data().isPresent() && now.isPresent()
        ? payloads.differingFields(entry.content().data().get(), now.get())
        : List.of();
  }

  /** The same data in other bytes, such as under another schema id, is not a difference. */
  private static List<SagaEvent> withRecordedData(JournalEntry entry, List<SagaEvent> events) {
    return entry.content().data().map(recorded -> withData(events, recorded)).orElse(events);
  }

  private List<SentCommand> commands(Decision.Accepted accepted, List<SentCommand> recorded) {
    return accepted.effects().stream()
        .flatMap(effect -> effect.asCommand().stream())
        .map(send -> command(send, recorded))
        .toList();
  }

  private SentCommand command(SagaEffect.SendCommand send, List<SentCommand> recorded) {
    SentCommand now =
        new SentCommand(
            topics.commands(send.participant()),
            send.commandId().toString(),
            send.commandId().key().toString(),
            Digest.sha256(send.payload().array()));
    return recorded.stream()
        .filter(then -> then.commandId().equals(now.commandId()))
        .filter(then -> payloads.isSameCommand(then.digest(), send.payload()))
        .map(then -> withDigestOf(now, then))
        .findFirst()
        .orElse(now);
  }

  private static SentCommand withDigestOf(SentCommand now, SentCommand recorded) {
    return new SentCommand(now.topic(), now.commandId(), now.deduplicationKey(), recorded.digest());
  }
}
