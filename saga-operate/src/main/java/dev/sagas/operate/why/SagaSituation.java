package dev.sagas.operate.why;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.history.SagaEnding;
import dev.sagas.operate.history.StepError;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that is known of a saga and its surroundings when it is explained.
 *
 * @param nowMs epoch ms
 * @param times how instants are written
 * @param published its definition as published; empty if that is not known
 * @param definition what previews are computed with
 * @param participants what is known of them, by name; one that is missing is not known
 * @param orchestrator what is known of it
 * @param journal what was read of the journal
 * @param letters records of the saga among the newest dead letters, the newest first
 */
public record SagaSituation(
    SagaState saga,
    long nowMs,
    TimeText times,
    Optional<PublishedSaga> published,
    KnownDefinition definition,
    Map<String, ParticipantSituation> participants,
    OrchestratorSituation orchestrator,
    JournalFacts journal,
    List<DeadLetter> letters) {
  public SagaSituation {
    participants = Map.copyOf(participants);
    letters = List.copyOf(letters);
  }

  /**
   * What the journal says of the run.
   *
   * @param read false if it was not read, so that a missing error or ending is unknown
   * @param errors the newest of each step
   */
  public record JournalFacts(
      boolean read, Map<StepName, StepError> errors, Optional<SagaEnding> ending) {
    /** It was not read. */
    public static final JournalFacts UNREAD = new JournalFacts(false, Map.of(), Optional.empty());

    public JournalFacts {
      errors = Map.copyOf(errors);
    }
  }

  /** Nothing is known but the state. */
  public static SagaSituation of(SagaState saga, long nowMs, TimeText times) {
    return new SagaSituation(
        saga,
        nowMs,
        times,
        Optional.empty(),
        KnownDefinition.NONE,
        Map.of(),
        OrchestratorSituation.UNKNOWN,
        JournalFacts.UNREAD,
        List.of());
  }

  /** The same with what is published of its definition. */
  public SagaSituation with(Optional<PublishedSaga> known, KnownDefinition previews) {
    return new SagaSituation(
        saga, nowMs, times, known, previews, participants, orchestrator, journal, letters);
  }

  /** The same with what is known of the participants. */
  public SagaSituation with(Map<String, ParticipantSituation> known) {
    return new SagaSituation(
        saga, nowMs, times, published, definition, known, orchestrator, journal, letters);
  }

  /** The same with what is known of the orchestrator. */
  public SagaSituation with(OrchestratorSituation known) {
    return new SagaSituation(
        saga, nowMs, times, published, definition, participants, known, journal, letters);
  }

  /** The same with what the journal says. */
  public SagaSituation with(JournalFacts known) {
    return new SagaSituation(
        saga, nowMs, times, published, definition, participants, orchestrator, known, letters);
  }

  /** The same with these dead letters. */
  public SagaSituation with(List<DeadLetter> known) {
    return new SagaSituation(
        saga, nowMs, times, published, definition, participants, orchestrator, journal, known);
  }

  /** The participants that a saga waits for: those that an explanation is about. */
  public static Set<String> awaited(SagaState saga) {
    return WaitReasons.of(saga).stream()
        .filter(reason -> isOfParticipant(reason.kind()))
        .map(WaitReason::on)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  private static boolean isOfParticipant(WaitReason.Kind kind) {
    return switch (kind) {
      case REPLY, RETRY -> true;
      case SIGNAL, SLEEP, CAPACITY, PAUSED, INCIDENT -> false;
    };
  }

  /** The step as published. */
  Optional<PublishedSaga.Step> step(StepName name) {
    return published.stream()
        .flatMap(saga -> saga.steps().stream())
        .filter(step -> step.name().equals(name.value()))
        .findFirst();
  }
}
