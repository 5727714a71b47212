package dev.sagas.orchestrator.definitions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the methods of a definition call, to the end: without circles, and within bounds. */
final class CallGraph {
  /** How many calls one may lead to; straight code that doubles and doubles is as bad as a loop. */
  static final long MAX_CALLS = 100_000;

  private static final int MAX_DEPTH = 200;

  private final AnalysedCode code;
  private final Map<String, Long> costs = new HashMap<>();
  private final Set<String> path = new HashSet<>();

  CallGraph(AnalysedCode code) {
    this.code = code;
  }

  /**
   * Counts the calls that a method leads to.
   *
   * @throws UnprovedException if it is in a circle, or they are too many
   */
  long cost(ClassCode.Method method) {
    String key = method.owner() + "." + method.signature();
    Long known = costs.get(key);
    if (known != null) {
      return known;
    }
    if (!path.add(key)) {
      throw new UnprovedException(method.title() + " calls itself");
    }
    if (path.size() > MAX_DEPTH) {
      throw new UnprovedException(method.title() + " is called from too deep");
    }
    long cost = 1;
    for (ClassCode.Method callee : code.callees(method)) {
      cost += cost(callee);
      if (cost > MAX_CALLS) {
        throw new UnprovedException(method.title() + " leads to too many calls");
      }
    }
    path.remove(key);
    costs.put(key, cost);
    return cost;
  }
}
