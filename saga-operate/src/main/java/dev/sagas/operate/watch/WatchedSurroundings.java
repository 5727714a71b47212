package dev.sagas.operate.watch;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.internal.DaemonThreads;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.deadletters.LetterTail;
import dev.sagas.operate.deadletters.LettersBySaga;
import dev.sagas.operate.doctor.ParticipantGroups;
import dev.sagas.operate.history.RecentErrors;
import dev.sagas.operate.history.StepError;
import dev.sagas.operate.query.HeldInputs;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.PublishedSagas;
import dev.sagas.operate.query.TimeText;
import dev.sagas.operate.why.KnownDefinition;
import dev.sagas.operate.why.SagaSituation;
import dev.sagas.operate.why.SagaSituation.JournalFacts;
import dev.sagas.operate.why.Surroundings;
import dev.sagas.operate.why.TopicSituations;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What is around sagas, for a service that is asked often: groups and definitions as they were
 * seconds ago, the newest dead letters as they come, errors as they were committed.
 *
 * <ul>
 *   <li>Groups and definitions are read when somebody asks, and again in the background once they
 *       are older than 5 s; older than 15 s they are never shown, the next question waits.
 *   <li>The journal is read only for an ended saga, and for an error that was not committed while
 *       this instance watched; then for at most 2 s.
 * </ul>
 */
public final class WatchedSurroundings implements Surroundings, AutoCloseable {
  private static final int MAX_LETTERS = 10_000;
  private static final int MAX_GROUP_SETS = 500;

  private static final RefreshedValue.Ages AGES =
      new RefreshedValue.Ages(Duration.ofSeconds(5), Duration.ofSeconds(15));

  private final Deployment deployment;
  private final RecentErrors errors;
  private final TopicSituations topics;
  private final LettersBySaga letters = new LettersBySaga(MAX_LETTERS);
  private final ExecutorService background =
      Executors.newFixedThreadPool(2, DaemonThreads.named("surroundings"));

  private final LetterTail tail;
  private final RefreshedValue<List<PublishedSaga>> published;
  private final RefreshedValue<HeldInputs> held;
  private final Map<Set<String>, RefreshedValue<ParticipantGroups>> groups =
      new ConcurrentHashMap<>();

  /**
   * Begins to watch.
   *
   * @param deployment its client settings must name the schema registry
   * @param errors as they are committed
   */
  public WatchedSurroundings(Deployment deployment, RecentErrors errors) {
    this.deployment = deployment;
    this.errors = errors;
    this.topics = new TopicSituations(deployment, true, Map.of());
    this.tail = LetterTail.start(deployment.client(), deployment.topics().deadLetters(), letters);
    this.published =
        new RefreshedValue<>(
            () -> PublishedSagas.of(deployment).list(), AGES, background, System::nanoTime);
    this.held =
        new RefreshedValue<>(() -> HeldInputs.read(deployment), AGES, background, System::nanoTime);
  }

  @Override
  public Known of(SagaState saga, long nowMs, TimeText times) {
    if (saga.status().isTerminal()) {
      return topics.of(saga, nowMs, times);
    }
    List<String> gaps = new ArrayList<>();
    List<PublishedSaga> definitions = published(gaps);
    JournalFacts journal = journal(saga, gaps);
    SagaSituation situation =
        topics
            .with(SagaSituation.of(saga, nowMs, times), groups(SagaSituation.awaited(saga)))
            .with(
                definitions.stream().filter(each -> TopicSituations.isOf(each, saga)).findFirst(),
                KnownDefinition.published(definitions))
            .with(journal)
            .with(letters(saga.identity().id()));
    int inputs = held(gaps).of(saga.identity().id());
    return new Known(situation.with(situation.orchestrator().holding(inputs)), gaps);
  }

  private HeldInputs held(List<String> gaps) {
    try {
      return held.get();
    } catch (DeploymentException e) {
      gaps.add(Optional.ofNullable(e.getMessage()).orElse("unknown"));
      return new HeldInputs(Map.of());
    }
  }

  private List<PublishedSaga> published(List<String> gaps) {
    try {
      return published.get();
    } catch (DeploymentException e) {
      gaps.add(Optional.ofNullable(e.getMessage()).orElse("unknown"));
      return List.of();
    }
  }

  private ParticipantGroups groups(Set<String> awaited) {
    if (groups.size() > MAX_GROUP_SETS) {
      groups.clear();
    }
    return groups
        .computeIfAbsent(
            awaited,
            names ->
                new RefreshedValue<>(
                    () -> ParticipantGroups.read(deployment, Map.of(), names),
                    AGES,
                    background,
                    System::nanoTime))
        .get();
  }

  private JournalFacts journal(SagaState saga, List<String> gaps) {
    Map<StepName, StepError> known = errors.of(saga.identity().id());
    boolean missing = saga.steps().open().stream().anyMatch(step -> lacksError(step, known));
    return missing ? topics.journal(saga, gaps) : new JournalFacts(true, known, Optional.empty());
  }

  /** A first attempt in flight has had no error. */
  private static boolean lacksError(StepState step, Map<StepName, StepError> known) {
    if (known.containsKey(step.name())) {
      return false;
    }
    return switch (step.status().waitsFor()) {
      case RETRY -> true;
      case REPLY -> step.attempt() > 1;
      case SIGNAL, SLEEP, NONE -> false;
    };
  }

  @Override
  public ParticipantGroups participants() {
    return groups(PublishedSaga.participants(published.get()));
  }

  @Override
  public List<DeadLetter> letters(SagaId saga) {
    return letters.of(saga.value());
  }

  @Override
  public void close() {
    tail.close();
    background.shutdownNow();
  }
}
