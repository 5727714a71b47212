package dev.sagas.operate.why;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.deadletters.DeadLetters;
import dev.sagas.operate.doctor.ParticipantGroups;
import dev.sagas.operate.history.RunJournal;
import dev.sagas.operate.history.SagaEnding;
import dev.sagas.operate.history.StepError;
import dev.sagas.operate.query.HeldInputs;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.PublishedSagas;
import dev.sagas.operate.query.TimeText;
import dev.sagas.operate.why.SagaSituation.JournalFacts;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Reads from the topics and the brokers what an explanation needs, for a caller that has no index:
 * the only part of this package that is not pure.
 *
 * <ul>
 *   <li>What cannot be read stays unknown, with the reason among the gaps; nothing is thrown for
 *       it.
 * </ul>
 *
 * @param deployment where the topics are
 * @param registry true if the deployment's client settings name the schema registry: without it
 *     definitions and journal stay unknown
 * @param groups the groups of participants with a different {@code group.id}, by name
 */
public record TopicSituations(Deployment deployment, boolean registry, Map<String, String> groups)
    implements Surroundings {
  /** Errors of a live saga are searched in the journal from this long before its waits began. */
  private static final long LOOK_BACK_MS = Duration.ofMinutes(15).toMillis();

  private static final Duration LIVE_LIMIT = Duration.ofSeconds(2);
  private static final Duration ENDED_LIMIT = Duration.ofSeconds(30);

  public TopicSituations {
    groups = Map.copyOf(groups);
  }

  @Override
  public Known of(SagaState saga, long nowMs, TimeText times) {
    CompletableFuture<Reading<List<PublishedSaga>>> published =
        CompletableFuture.supplyAsync(() -> withRegistry(List.of(), this::published));
    CompletableFuture<Reading<JournalFacts>> journal =
        CompletableFuture.supplyAsync(() -> withRegistry(JournalFacts.UNREAD, () -> journal(saga)));
    SagaSituation situation = SagaSituation.of(saga, nowMs, times);
    List<String> gaps = new ArrayList<>();
    if (!saga.status().isTerminal()) {
      CompletableFuture<Reading<List<DeadLetter>>> letters =
          CompletableFuture.supplyAsync(
              () -> reading(List.of(), () -> letters(saga.identity().id())));
      CompletableFuture<Reading<Integer>> held =
          CompletableFuture.supplyAsync(
              () -> reading(0, () -> HeldInputs.read(deployment).of(saga.identity().id())));
      situation =
          with(situation, ParticipantGroups.read(deployment, groups, SagaSituation.awaited(saga)))
              .with(letters.join().value());
      situation = situation.with(situation.orchestrator().holding(held.join().value()));
      gaps.addAll(letters.join().gaps());
      gaps.addAll(held.join().gaps());
    }
    List<PublishedSaga> definitions = published.join().value();
    gaps.addAll(published.join().gaps());
    gaps.addAll(journal.join().gaps());
    return new Known(
        situation
            .with(
                definitions.stream().filter(each -> isOf(each, saga)).findFirst(),
                KnownDefinition.published(definitions))
            .with(journal.join().value()),
        gaps);
  }

  @Override
  public ParticipantGroups participants() {
    return ParticipantGroups.read(deployment, groups, PublishedSaga.participants(published()));
  }

  @Override
  public List<DeadLetter> letters(SagaId saga) {
    return DeadLetters.of(deployment.client(), deployment.topics())
        .newestOf(saga.value(), LIVE_LIMIT);
  }

  /**
   * What the journal says of a saga; unread if it cannot be read, with the reason added to the
   * gaps.
   */
  public JournalFacts journal(SagaState saga, List<String> gaps) {
    Reading<JournalFacts> read = withRegistry(JournalFacts.UNREAD, () -> journal(saga));
    gaps.addAll(read.gaps());
    return read.value();
  }

  /** True if it is the definition of the saga. */
  public static boolean isOf(PublishedSaga published, SagaState saga) {
    return published.type().equals(saga.identity().type())
        && published.version() == saga.identity().version();
  }

  /** A situation with what was seen of the groups. */
  public SagaSituation with(SagaSituation situation, ParticipantGroups read) {
    Map<String, ParticipantSituation> participants = new HashMap<>();
    read.participants()
        .forEach((name, group) -> participants.put(name, ParticipantSituation.of(group)));
    return situation.with(participants).with(OrchestratorSituation.of(read.orchestrator()));
  }

  /** A result, and what is missing in it. */
  private record Reading<T>(T value, List<String> gaps) {}

  private <T> Reading<T> withRegistry(T unknown, Supplier<T> source) {
    return registry ? reading(unknown, source) : new Reading<>(unknown, List.of());
  }

  private static <T> Reading<T> reading(T unknown, Supplier<T> source) {
    try {
      return new Reading<>(source.get(), List.of());
    } catch (DeploymentException e) {
      return new Reading<>(unknown, List.of(Optional.ofNullable(e.getMessage()).orElse("unknown")));
    }
  }

  private List<PublishedSaga> published() {
    return PublishedSagas.of(deployment).list();
  }

  private JournalFacts journal(SagaState saga) {
    boolean ended = saga.status().isTerminal();
    long fromMs = ended ? saga.startedAtMs() : Math.max(saga.startedAtMs(), lookBackTo(saga));
    RunJournal read = RunJournal.read(deployment, saga, fromMs, ended ? ENDED_LIMIT : LIVE_LIMIT);
    return new JournalFacts(
        true, StepError.newest(read.transitions()), SagaEnding.of(read.transitions()));
  }

  private static long lookBackTo(SagaState saga) {
    return saga.steps().open().stream()
            .mapToLong(StepState::sinceMs)
            .min()
            .orElse(saga.updatedAtMs())
        - LOOK_BACK_MS;
  }
}
