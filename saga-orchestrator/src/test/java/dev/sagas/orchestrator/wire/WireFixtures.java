package dev.sagas.orchestrator.wire;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.ChainLink;
import dev.sagas.orchestrator.core.Digest;
import dev.sagas.orchestrator.core.Incident;
import dev.sagas.orchestrator.core.IncidentCode;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaIdentity;
import dev.sagas.orchestrator.core.SagaRequest;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.orchestrator.core.StepState;
import dev.sagas.orchestrator.core.StepStatus;
import dev.sagas.orchestrator.core.UnwindReason;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Values with every field filled, and codecs on a registry in memory. */
public final class WireFixtures {
  static final SagaIdentity IDENTITY =
      new SagaIdentity(new SagaId("order:42"), new RunId("00ff00ff00ff"), new SagaType("order"), 3);
  static final StepName A = new StepName("reserve-stock");
  static final StepName B = new StepName("charge-card");
  static final Bytes DATA = bytes("the data");
  static final Bytes REPLY = bytes("the reply");
  static final UnwindReason REASON =
      new UnwindReason(Optional.of(B), "CARD_DECLINED", "Declined by the bank: ü");

  private WireFixtures() {}

  public static AvroCodec codec(InMemoryRegistryClient registry, SubjectStrategy strategy) {
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
        new SagaEvent.CommandIssued(A, Action.EXECUTE, 1, 2, 1_700_000_030_000L),
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
        new SagaEvent.Ended(SagaStatus.COMPENSATED, 1_700_086_400_000L));
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
        IDENTITY,
        Optional.empty(),
        4,
        1_700_000_000_123L,
        cause(),
        events(),
        List.of(
            new SentCommand(
                "inventory.commands",
                "order:42/00ff00ff00ff/reserve-stock/compensate/1#1",
                "order:42/00ff00ff00ff/reserve-stock/compensate/1",
                digest("command"))),
        Optional.of(DATA),
        SagaStatus.COMPENSATING,
        digest("previous"),
        Digest.ZERO);
  }

  static JournalEntry note() {
    return new JournalEntry(
        IDENTITY,
        Optional.of("STALE_REPLY: why"),
        4,
        1_700_000_000_123L,
        Cause.TIMER,
        List.of(),
        List.of(),
        Optional.empty(),
        SagaStatus.RUNNING,
        digest("previous"),
        Digest.ZERO);
  }

  static SagaState state() {
    return new SagaState(
        IDENTITY,
        new ChainLink(4, digest("link")),
        SagaStatus.COMPENSATING,
        1_700_000_000_000L,
        1_700_000_000_123L,
        request(),
        DATA,
        2,
        List.of(
            new StepState(
                A,
                StepStatus.COMPENSATING,
                1,
                2,
                1,
                1_700_000_000_100L,
                1_700_000_030_100L,
                true,
                Optional.of(REPLY)),
            new StepState(
                B,
                StepStatus.OUTCOME_UNKNOWN,
                2,
                10,
                2,
                1_700_000_000_050L,
                0,
                false,
                Optional.empty())),
        Optional.of(REASON),
        Optional.of(
            new Incident(
                "order:42/00ff00ff00ff/4",
                Optional.of(A),
                "COMPENSATION_REJECTED",
                "why",
                1_700_000_000_123L,
                4)),
        0);
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
        Bytes.EMPTY,
        2,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        1_700_086_400_000L);
  }
}
