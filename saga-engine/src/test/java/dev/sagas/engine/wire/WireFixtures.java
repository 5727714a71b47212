package dev.sagas.engine.wire;

import dev.sagas.engine.core.BufferedSignal;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Control;
import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaRequest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SagaState.SagaProgress;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.engine.core.Steps;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Values with every field filled, and codecs on a registry in memory. */
public final class WireFixtures {
  static final SagaIdentity IDENTITY =
      new SagaIdentity(new SagaId("order:42"), new RunId("00ff00ff00ff"), new SagaType("order"), 3);
  static final StepName A = new StepName("reserve-stock");
  static final StepName B = new StepName("charge-card");
  static final SignalName SIGNAL = new SignalName("paid");
  static final Bytes DATA = bytes("the data");
  static final Bytes REPLY = bytes("the reply");
  static final UnwindReason REASON =
      new UnwindReason(Optional.of(B), "CARD_DECLINED", "Declined by the bank: ü");

  private WireFixtures() {}

  public static AvroCodec codec(RegistryClient registry, SubjectStrategy strategy) {
    return AvroCodec.create(Map.of(RegistryClient.CLIENT_CONFIG, registry), strategy);
  }

  static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  static SagaRequest request() {
    return new SagaRequest(
        digest("payload"), "shop.Order", OptionalLong.of(1_700_000_900_000L), Map.of("shop", "7"));
  }

  /** One of each; the data of start and change is {@link #DATA}. */
  static List<SagaEvent> events() {
    return List.of(
        new SagaEvent.Started(IDENTITY, request(), DATA),
        new SagaEvent.CommandIssued(
            A,
            Action.EXECUTE,
            1,
            2,
            "inventory",
            1_700_000_030_000L,
            OptionalLong.of(1_700_000_600_000L),
            true),
        new SagaEvent.StepSucceeded(A, 1, Optional.of(REPLY)),
        new SagaEvent.StepRejected(B, "CARD_DECLINED", "Declined"),
        new SagaEvent.AttemptFailed(B, Action.COMPENSATE, 7, "TIMED_OUT", "No answer"),
        new SagaEvent.RetryScheduled(B, Action.EXECUTE, 2, 1_700_000_030_200L),
        new SagaEvent.OutcomeUnknown(B, 2),
        new SagaEvent.LateSuccess(B, Optional.empty()),
        new SagaEvent.DataChanged(DATA),
        new SagaEvent.UnwindStarted(REASON),
        new SagaEvent.StepCompensated(A, false),
        new SagaEvent.CompensationGivenUp(A, "GONE", "No longer there"),
        new SagaEvent.IncidentRaised(
            "order:42/00ff00ff00ff/4", Optional.of(A), IncidentCode.COMPENSATION_REJECTED, "why"),
        new SagaEvent.IncidentResolved("order:42/00ff00ff00ff/4", "LATE_REPLY"),
        new SagaEvent.Ended(SagaStatus.COMPENSATED, 1_700_086_400_000L),
        new SagaEvent.StepSkipped(B, SkipCause.TIMED_OUT, OptionalLong.of(3)),
        new SagaEvent.StepBlocked(B),
        new SagaEvent.StepAbandoned(B),
        new SagaEvent.SleepBegun(A, 1_700_000_060_000L, true),
        new SagaEvent.WaitBegun(A, SIGNAL, OptionalLong.of(1_700_000_070_000L)),
        new SagaEvent.SignalBuffered(new BufferedSignal(SIGNAL, "shop.Paid", bytes("paid"))),
        new SagaEvent.SignalTaken(A, SIGNAL));
  }

  /** One of each event that steers a saga. */
  static List<SagaEvent> controlEvents() {
    return List.of(
        new ControlEvent.StopRequested(REASON),
        new ControlEvent.CancelHeld(new UnwindReason(Optional.empty(), "CANCELLED", "By ann")),
        new ControlEvent.CancelRefused(),
        new ControlEvent.Paused("ann", "a look first"),
        new ControlEvent.Resumed(),
        new ControlEvent.OperationApplied("op-1", OperationKind.MIGRATE, "ann", "mended"),
        new ControlEvent.RetryOrdered(A, Action.COMPENSATE),
        new ControlEvent.RestartRequested(A),
        new ControlEvent.RestartDropped(),
        new ControlEvent.Restarted(A, List.of(A, B)),
        new ControlEvent.Migrated(4));
  }

  /** Every event. */
  public static List<SagaEvent> allEvents() {
    return Stream.concat(events().stream(), controlEvents().stream()).toList();
  }

  static Cause cause() {
    return new Cause(
        Cause.Kind.REPLY,
        Optional.of(new Position("saga.replies", 5, 123_456_789_012L)),
        Optional.of("ann"),
        Map.of("saga-outcome", "rejected"),
        Optional.of(bytes("input")));
  }

  static JournalEntry entry() {
    return new JournalEntry(
        place(),
        cause(),
        new JournalEntry.Content(
            Optional.empty(),
            allEvents(),
            List.of(
                new SentCommand(
                    "inventory.commands",
                    "order:42/00ff00ff00ff/reserve-stock/compensate/1#1",
                    "order:42/00ff00ff00ff/reserve-stock/compensate/1",
                    digest("command"))),
            Optional.of(DATA),
            SagaStatus.COMPENSATING));
  }

  private static JournalEntry.Place place() {
    return new JournalEntry.Place(IDENTITY, 4, 1_700_000_000_123L, digest("previous"));
  }

  static JournalEntry note() {
    return note("STALE_REPLY: why", Cause.TIMER);
  }

  /** A note that no input has caused. */
  static JournalEntry rebuilt() {
    return note("REBUILT: why", Cause.ENGINE);
  }

  private static JournalEntry note(String why, Cause cause) {
    return new JournalEntry(place(), cause, JournalEntry.Content.note(why, SagaStatus.RUNNING));
  }

  /** A live saga in which everything is set that can be. */
  static SagaState state() {
    return new SagaState(
        IDENTITY,
        new ChainLink(4, digest("link")),
        SagaStatus.COMPENSATING,
        1_700_000_000_000L,
        1_700_000_000_123L,
        request(),
        progress(),
        OptionalLong.empty());
  }

  private static SagaProgress progress() {
    return new SagaProgress(
        DATA,
        2,
        Steps.of(List.of(undoing(), unknown(), waiting())),
        List.of(
            new BufferedSignal(SIGNAL, "shop.Paid", bytes("paid")),
            new BufferedSignal(SIGNAL, "shop.Paid", Bytes.EMPTY)),
        Optional.of(REASON),
        List.of(
            incident(Optional.of(A), "COMPENSATION_REJECTED"),
            incident(Optional.empty(), "TOPIC_MISSING")),
        new Control(
            Optional.of(new Control.Pause("ann", "a look first", 1_700_000_000_120L)),
            Optional.of(new UnwindReason(Optional.empty(), "CANCELLED", "By ann")),
            Optional.of(B),
            true,
            List.of(A),
            List.of("op-1", "op-2")));
  }

  private static StepState undoing() {
    return new StepState(
        A,
        StepStatus.COMPENSATING,
        new StepState.Attempts(1, OptionalInt.of(3), 2, 1),
        new StepState.Timer(
            OptionalLong.of(1_700_000_030_100L), false, OptionalLong.of(1_700_000_600_000L)),
        new StepState.ExecuteOutcome(OptionalLong.of(1), true, Optional.of(REPLY)),
        1_700_000_000_100L,
        Optional.of("inventory"));
  }

  private static StepState unknown() {
    return new StepState(
        B,
        StepStatus.OUTCOME_UNKNOWN,
        new StepState.Attempts(2, OptionalInt.empty(), 10, 0),
        new StepState.Timer(OptionalLong.empty(), false, OptionalLong.empty()),
        new StepState.ExecuteOutcome(OptionalLong.of(2), false, Optional.empty()),
        1_700_000_000_050L,
        Optional.of("payments"));
  }

  private static StepState waiting() {
    return new StepState(
        new StepName("approve"),
        StepStatus.WAITING,
        new StepState.Attempts(1, OptionalInt.empty(), 0, 0),
        new StepState.Timer(OptionalLong.of(1_700_000_090_000L), true, OptionalLong.empty()),
        new StepState.ExecuteOutcome(OptionalLong.empty(), false, Optional.empty()),
        1_700_000_000_110L,
        Optional.of(SIGNAL.value()));
  }

  private static Incident incident(Optional<StepName> step, String code) {
    return new Incident("order:42/00ff00ff00ff/4", step, code, "why", 1_700_000_000_123L, 4);
  }

  /** An ended saga. */
  static SagaState tombstone() {
    return new SagaState(
        IDENTITY,
        new ChainLink(9, digest("last")),
        SagaStatus.COMPLETED,
        1_700_000_000_000L,
        1_700_000_000_999L,
        new SagaRequest(digest("payload"), "shop.Order", OptionalLong.empty(), Map.of()),
        new SagaProgress(
            Bytes.EMPTY, 2, Steps.NONE, List.of(), Optional.empty(), List.of(), Control.NONE),
        OptionalLong.of(1_700_086_400_000L));
  }

  /** A value of a store, framed as format 2 and all newer ones are. */
  public static byte[] framed(int format, byte[] record) {
    byte[] value = new byte[StoredFormat.BODY + record.length];
    System.arraycopy(record, 0, value, StoredFormat.BODY, record.length);
    return StoredFormat.framed(format, value).array();
  }
}
