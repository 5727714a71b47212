package dev.sagas.chaos.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What processes have used, by name and life.
 *
 * <ul>
 *   <li>Thread-safe.
 * </ul>
 */
final class ResourceLog {
  private record Use(String process, ResourceKind kind) {}

  private final Map<Use, Map<Long, List<ResourcePoint>>> lives = new LinkedHashMap<>();

  /**
   * Notes what a process uses.
   *
   * @param life the same as long as it is not started again
   */
  synchronized void add(String process, long life, long atMs, Map<ResourceKind, Double> uses) {
    uses.forEach(
        (kind, value) ->
            lives
                .computeIfAbsent(new Use(process, kind), use -> new LinkedHashMap<>())
                .computeIfAbsent(life, begun -> new ArrayList<>())
                .add(new ResourcePoint(atMs, value)));
  }

  /**
   * Decides on all uses.
   *
   * @param growing the processes whose data grows with each saga
   */
  synchronized List<SlopeVerdict> verdicts(GrowthRule rule, List<String> growing) {
    List<SlopeVerdict> verdicts = new ArrayList<>();
    lives.forEach(
        (use, points) ->
            verdicts.add(
                rule.verdict(
                    use.process(),
                    use.kind(),
                    points.values().stream().map(List::copyOf).toList(),
                    use.kind() == ResourceKind.DISK && growing.contains(use.process()))));
    return List.copyOf(verdicts);
  }
}
