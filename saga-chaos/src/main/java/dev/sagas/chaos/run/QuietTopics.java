package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.cluster.Pause;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Waits until no topic grows any more. */
final class QuietTopics {
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final long POLL_MS = 250;

  private final Admin admin;

  QuietTopics(Admin admin) {
    this.admin = admin;
  }

  /**
   * Returns when none has grown for 3 s.
   *
   * @return false if one still grows at the end of the limit
   */
  boolean await(Duration limit) {
    long endNanos = System.nanoTime() + limit.toNanos();
    try {
      Map<TopicPartition, Long> last = ends();
      long quietSinceNanos = System.nanoTime();
      while (System.nanoTime() - quietSinceNanos < QUIET.toNanos()) {
        if (System.nanoTime() > endNanos) {
          return false;
        }
        Pause.ofMs(POLL_MS);
        Map<TopicPartition, Long> now = ends();
        if (!now.equals(last)) {
          last = now;
          quietSinceNanos = System.nanoTime();
        }
      }
      return true;
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    } catch (ExecutionException e) {
      throw new ClusterFailure("Expected to read the ends of all topics", e.getCause());
    }
  }

  private Map<TopicPartition, Long> ends() throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (TopicDescription topic :
        admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(
              partition ->
                  wanted.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.latest()));
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin.listOffsets(wanted).all().get().forEach((place, end) -> ends.put(place, end.offset()));
    return ends;
  }
}
