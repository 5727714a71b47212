package dev.sagas.dev.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Measures how many sagas a second plain transactional clients could run. */
final class Bound {
  private final BenchCluster cluster;
  private final BenchSettings settings;
  private final BoundPlan plan;

  Bound(BenchCluster cluster, BenchSettings settings, List<TopicUse> uses) {
    this.cluster = cluster;
    this.settings = settings;
    this.plan = BoundPlan.of(uses);
  }

  /** One series with that many threads, each of which moves the sagas of some partitions. */
  Series measure(int threads, int inFlight) {
    String label = threads == 1 ? "bound, 1 thread" : "bound, " + threads + " threads";
    BoundTopics topics = BoundTopics.create(cluster, plan, "bound-" + threads + ".");
    LongAdder ended = new LongAdder();
    BoundLoop.Shared shared = new BoundLoop.Shared(cluster, plan, topics, ended);
    try (Traffic traffic = new Traffic()) {
      for (int i = 0; i < threads; i++) {
        String name = "bench-bound-" + threads + "-" + i;
        BoundLoop loop = new BoundLoop(shared, name, partitions(i, threads));
        traffic.start(name, () -> loop.run(traffic, inFlight / threads));
      }
      // Fresh topics, and code that is not compiled yet.
      traffic.await(settings.settling().multipliedBy(2));
      WindowClock clock = new WindowClock(cluster::meter, ended::sum, Optional::empty);
      return new Series(
          label, clock.measure(traffic, settings.windows(), settings.window(), () -> {}));
    }
  }

  private List<Integer> partitions(int thread, int threads) {
    List<Integer> own = new ArrayList<>();
    IntStream.range(0, cluster.partitions()).filter(p -> p % threads == thread).forEach(own::add);
    return own;
  }
}
