package dev.sagas.index.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which partitions one instance is restoring, and how far it is. Thread-safe. */
public final class RestoreBoard {
  private final Map<Integer, Running> running = new HashMap<>();

  /**
   * A partition that is being restored.
   *
   * @param beganMs when the first of its stores began, epoch ms
   * @param records how many records of changelogs there are to read, as far as it is known
   * @param restored how many of them were read
   */
  public record Running(int partition, long beganMs, long records, long restored) {
    private Running add(long more, long done) {
      return new Running(partition, beganMs, records + more, restored + done);
    }
  }

  /**
   * A store of a partition begins to be restored.
   *
   * @param records how many there are to read
   * @param nowMs epoch ms
   */
  public synchronized void began(int partition, long records, long nowMs) {
    Running before = running.getOrDefault(partition, new Running(partition, nowMs, 0, 0));
    running.put(partition, before.add(Math.max(0, records), 0));
  }

  /** More of them were read. */
  public synchronized void restored(int partition, long records) {
    running.computeIfPresent(partition, (number, before) -> before.add(0, records));
  }

  /** The partition is restored, or no longer this instance's. */
  public synchronized void ended(int partition) {
    running.remove(partition);
  }

  /** Those that are being restored, by their number. */
  public synchronized List<Running> running() {
    List<Running> all = new ArrayList<>(running.values());
    all.sort(Comparator.comparingInt(Running::partition));
    return List.copyOf(all);
  }
}
