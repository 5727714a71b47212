package dev.sagas.comparison.littlehorse;

import com.google.protobuf.ByteString;
import dev.sagas.comparison.load.ComparedEngine;
import dev.sagas.comparison.load.ComparisonFailure;
import dev.sagas.comparison.load.MeasuredProcess;
import dev.sagas.comparison.load.TripEnd;
import dev.sagas.comparison.load.TripListener;
import dev.sagas.comparison.load.TripOrder;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.littlehorse.sdk.common.config.LHConfig;
import io.littlehorse.sdk.common.proto.LHStatus;
import io.littlehorse.sdk.common.proto.LittleHorseGrpc.LittleHorseBlockingStub;
import io.littlehorse.sdk.common.proto.LittleHorseGrpc.LittleHorseStub;
import io.littlehorse.sdk.common.proto.SearchWfRunRequest;
import io.littlehorse.sdk.common.proto.WfRun;
import io.littlehorse.sdk.common.proto.WfRunIdList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** LittleHorse's server with its broker, and task workers in this process. */
final class LittleHorseEngine implements ComparedEngine {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int PAGE = 1_000;

  private final Broker broker;
  private final LittleHorseServer server;
  private final ServerSettings settings;
  private final TripWorkers workers;
  private final LittleHorseBlockingStub questions;
  private final LittleHorseStub starts;

  private LittleHorseEngine(
      Broker broker, LittleHorseServer server, ServerSettings settings, LHConfig client) {
    this.broker = broker;
    this.server = server;
    this.settings = settings;
    this.workers = new TripWorkers(client);
    this.questions = client.getBlockingStub();
    this.starts = client.getAsyncStub();
  }

  static LittleHorseEngine start(
      Path directory, Path brokerLib, ServerSettings settings, int workerThreads) throws Exception {
    Broker broker = Broker.start(directory.resolve("broker"), brokerLib);
    LittleHorseServer server =
        LittleHorseServer.start(directory.resolve("server"), settings, broker.bootstrapServers());
    LHConfig client =
        new LHConfig(
            Map.<String, Object>of(
                "LHC_API_HOST", "localhost",
                "LHC_API_PORT", Integer.toString(server.port()),
                "LHW_NUM_WORKER_THREADS", Integer.toString(workerThreads)));
    LittleHorseEngine engine = new LittleHorseEngine(broker, server, settings, client);
    engine.register();
    engine.workers.start();
    return engine;
  }

  /** The server listens before it can be asked, and knows a name a moment after it was told it. */
  private void register() {
    untilDone(workers::register);
    untilDone(() -> TripWorkflow.create().registerWfSpec(questions));
  }

  private static void untilDone(Runnable step) {
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        step.run();
        return;
      } catch (StatusRuntimeException e) {
        if (System.nanoTime() > endNanos) {
          throw new ComparisonFailure("Expected the server to take the definitions", e);
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
  }

  @Override
  public String name() {
    return "LittleHorse";
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("java", settings.jvm().java() + " " + String.join(" ", settings.jvm().options()));
    facts.put("partitions", Integer.toString(settings.partitions()));
    facts.put("stream threads", Integer.toString(settings.streamThreads()));
    return facts;
  }

  @Override
  public List<MeasuredProcess> processes() {
    return List.of(
        MeasuredProcess.of("server", server.process()),
        MeasuredProcess.of("broker", broker.process()),
        MeasuredProcess.current("workers and load"));
  }

  @Override
  public void start(TripOrder order, TripListener listener) {
    workers.watch(order, listener);
    starts.runWf(
        TripWorkflow.request(order),
        new StreamObserver<WfRun>() {
          @Override
          public void onNext(WfRun run) {
            // It is started; its last task shows its end.
          }

          @Override
          public void onError(Throwable error) {
            listener.failed(order.id() + ": " + error);
          }

          @Override
          public void onCompleted() {
            // See above.
          }
        });
  }

  @Override
  public void verify(Map<TripEnd, Long> ended) {
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    while (count(LHStatus.RUNNING) > 0 && System.nanoTime() < endNanos) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    long expected = ended.values().stream().mapToLong(Long::longValue).sum();
    long completed = count(LHStatus.COMPLETED);
    if (completed != expected) {
      throw new ComparisonFailure(
          "Expected %s sagas COMPLETED in the server, but it has %s; RUNNING %s, ERROR %s, EXCEPTION %s"
              .formatted(
                  expected,
                  completed,
                  count(LHStatus.RUNNING),
                  count(LHStatus.ERROR),
                  count(LHStatus.EXCEPTION)));
    }
  }

  private long count(LHStatus status) {
    SearchWfRunRequest.Builder request =
        SearchWfRunRequest.newBuilder()
            .setWfSpecName(TripWorkflow.NAME)
            .setStatus(status)
            .setLimit(PAGE);
    long count = 0;
    while (true) {
      WfRunIdList page = questions.searchWfRun(request.build());
      count += page.getResultsCount();
      ByteString bookmark = page.getBookmark();
      if (!page.hasBookmark() || bookmark.isEmpty()) {
        return count;
      }
      request.setBookmark(bookmark);
    }
  }

  @Override
  public void close() {
    workers.close();
    server.close();
    broker.close();
  }
}
