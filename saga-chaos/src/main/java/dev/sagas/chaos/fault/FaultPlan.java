package dev.sagas.chaos.fault;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The faults of a run, in the order of their beginnings.
 *
 * <ul>
 *   <li>Depends on the arguments of {@link #of} only.
 *   <li>The first tenth of the run is calm, and all faults are over when four fifths have passed.
 *   <li>About a third of the injections are pairs: the second fault begins 0.2 to 6 s after the
 *       first one, on another process. Between injections there are 2 to 10 s without a fault.
 *   <li>The cluster can survive it: at most one broker is hit at a time (one that was may not have
 *       caught up yet when the next one is), and never all of several orchestrators, except one
 *       after the other by a rolling restart.
 *   <li>A run that is too short for every allowed fault has an empty plan.
 * </ul>
 *
 * @param faults what happens
 */
public record FaultPlan(List<Fault> faults) {
  /** Sorts and copies the faults. */
  public FaultPlan {
    faults = faults.stream().sorted(Comparator.comparingLong(Fault::atMs)).toList();
  }

  /**
   * Makes the plan of a seed.
   *
   * @param seed decides everything that is random
   * @param run how long the load lasts
   * @param allowed what may be injected
   * @param counts the processes of the cluster
   */
  public static FaultPlan of(
      long seed, Duration run, Set<FaultChoice> allowed, InstanceCounts counts) {
    return new FaultPlan(new FaultPlanner(seed, allowed, counts).faults(run.toMillis()));
  }

  /** One line for each fault. */
  public String text() {
    return faults.stream().map(fault -> fault.text() + "\n").collect(Collectors.joining());
  }

  /** One object for each fault, for reports. */
  public ArrayNode json() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    faults.forEach(fault -> add(array.addObject(), fault));
    return array;
  }

  private static void add(ObjectNode node, Fault fault) {
    node.put("fault", fault.choice().text());
    node.put("aim", fault.aim().text());
    node.put("instance", fault.instance());
    node.put("atMs", fault.atMs());
    node.put("durationMs", fault.durationMs());
  }
}
