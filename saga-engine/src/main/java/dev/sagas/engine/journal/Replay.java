package dev.sagas.engine.journal;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rebuilds sagas from the journal alone, as they were at any point of their past.
 *
 * <ul>
 *   <li>Needs neither the orchestrator, nor its store, nor the code of a definition; changes
 *       nothing.
 *   <li>Every hash is checked: what is reported is what the store held.
 *   <li>Reads committed records from the journal's beginning to its end as seen at the start.
 *       Memory use grows with the sagas that are live at one time, or with the requested ones, not
 *       with the journal.
 * </ul>
 */
public final class Replay {
  private Replay() {}

  /** A run at two points of its past. */
  public record Pair(Rebuilt before, Rebuilt after) {}

  /**
   * Rebuilds the requested sagas.
   *
   * @throws DeploymentException if the cluster or the registry cannot be reached, or there is no
   *     journal
   */
  public static void run(Deployment config, ReplayQuery query, ReplayListener listener) {
    ReplayFold fold = new ReplayFold(query, listener);
    JournalReader reader = new JournalReader(config);
    reader.read(
        new JournalReader.Part(query.sagas(), query.partition(), fold::wants),
        fold::accept,
        listener::progress);
    fold.finish(reader::beginOf);
  }

  /**
   * One saga at two points, read once.
   *
   * @param run the newest if empty
   * @throws NotRebuildableException if one of the two cannot be rebuilt
   * @throws DeploymentException if the cluster or the registry cannot be reached, or there is no
   *     journal
   */
  public static Pair pair(
      Deployment config, SagaId saga, Optional<RunId> run, List<ReplayPoint> points) {
    if (points.size() != 2) {
      throw new IllegalArgumentException("Expected two points, but got " + points);
    }
    List<Rebuilt> found = new ArrayList<>();
    ReplayQuery query = ReplayQuery.of(List.of(saga)).ofRun(run);
    List<ReplayFold> folds =
        points.stream().map(point -> new ReplayFold(query.upTo(point), keep(found))).toList();
    JournalReader reader = new JournalReader(config);
    reader.read(
        new JournalReader.Part(query.sagas(), query.partition(), saga::equals),
        read -> folds.forEach(fold -> fold.accept(read)),
        (records, of) -> {});
    folds.forEach(fold -> fold.finish(reader::beginOf));
    return sameRun(found.get(0), found.get(1));
  }

  private static Pair sameRun(Rebuilt before, Rebuilt after) {
    RunId first = before.state().identity().run();
    RunId second = after.state().identity().run();
    if (!first.equals(second)) {
      throw new NotRebuildableException(
          "Expected two points of one run, but they are of runs " + first + " and " + second);
    }
    return new Pair(before, after);
  }

  private static ReplayListener keep(List<Rebuilt> found) {
    return new ReplayListener() {
      @Override
      public void rebuilt(Rebuilt run) {
        found.add(run);
      }

      @Override
      public void unbuildable(Unbuildable run) {
        throw new NotRebuildableException(run.reason());
      }
    };
  }
}
