package dev.sagas.chaos.load;

import dev.sagas.dev.checker.AcknowledgedAction;
import java.util.List;
import java.util.Map;

/**
 * What became of the sagas of a load.
 *
 * @param started how many were begun, whether or not Kafka acknowledged the request
 * @param acknowledged how many requests Kafka acknowledged
 * @param completed how many ended with all effects
 * @param compensated how many ended with all effects undone
 * @param refused how many never began
 * @param ended how many were ended by an operator
 * @param unsettled how many have no outcome
 * @param clientErrors how often each class of exception was met
 * @param actions the operator's actions that were acknowledged as applied
 * @param latency from the first try to start a saga to its outcome
 */
public record LoadReport(
    long started,
    long acknowledged,
    long completed,
    long compensated,
    long refused,
    long ended,
    long unsettled,
    Map<String, Long> clientErrors,
    List<AcknowledgedAction> actions,
    Latency latency) {
  public LoadReport {
    clientErrors = Map.copyOf(clientErrors);
    actions = List.copyOf(actions);
  }

  /** In ms, rounded to three digits; 0 without any outcome. */
  public record Latency(long p50Ms, long p99Ms, long maxMs) {}
}
