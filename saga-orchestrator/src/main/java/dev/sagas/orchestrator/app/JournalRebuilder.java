package dev.sagas.orchestrator.app;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.Rebuilt;
import dev.sagas.engine.journal.Replay;
import dev.sagas.engine.journal.ReplayListener;
import dev.sagas.engine.journal.ReplayQuery;
import dev.sagas.engine.journal.Unbuildable;
import dev.sagas.internal.DaemonThreads;
import dev.sagas.orchestrator.streams.Rebuilder;
import dev.sagas.orchestrator.streams.RebuiltSaga;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Rebuilds sagas from the journal's topic, one after the other, on its own thread. */
final class JournalRebuilder implements Rebuilder, AutoCloseable {
  private final Deployment config;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(DaemonThreads.named("saga-rebuilder"));

  JournalRebuilder(Deployment config) {
    this.config = config;
  }

  @Override
  public CompletableFuture<RebuiltSaga> rebuild(SagaId id, int partition) {
    return CompletableFuture.supplyAsync(() -> rebuilt(id), thread);
  }

  private RebuiltSaga rebuilt(SagaId id) {
    List<RebuiltSaga> found = new ArrayList<>();
    Replay.run(config, ReplayQuery.of(List.of(id)), keep(found));
    return found.size() == 1
        ? found.get(0)
        : new RebuiltSaga.Impossible("and the journal holds " + found.size() + " states of it");
  }

  private static ReplayListener keep(List<RebuiltSaga> found) {
    return new ReplayListener() {
      @Override
      public void rebuilt(Rebuilt run) {
        found.add(new RebuiltSaga.Done(run.state()));
      }

      @Override
      public void unbuildable(Unbuildable run) {
        found.add(
            new RebuiltSaga.Impossible("and its journal does not prove another: " + run.reason()));
      }
    };
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
