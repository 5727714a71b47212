package dev.sagas.operate.bulk;

import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.OperationSeries;
import dev.sagas.protocol.SagaId;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One action on many sagas.
 *
 * <ul>
 *   <li>Its id is the id of each operation, so that a batch that is run again applies nothing
 *       twice. Signals have no id: each batch sends them once.
 *   <li>Thread-safe.
 * </ul>
 */
public final class Batch implements OperationSeries.Listener {
  private final String id;
  private final BatchOrder order;
  private final long preparedAtMs;
  private final Map<SagaId, Answer> answers = new LinkedHashMap<>();
  private BatchState state = BatchState.PREPARED;
  private Optional<String> failure = Optional.empty();
  private boolean stopWanted;

  Batch(String id, BatchOrder order, long preparedAtMs) {
    this.id = id;
    this.order = order;
    this.preparedAtMs = preparedAtMs;
  }

  /** Its id. */
  public String id() {
    return id;
  }

  /** What is to be done to which sagas. */
  public BatchOrder order() {
    return order;
  }

  /** When its sagas were frozen, epoch ms. */
  public long preparedAtMs() {
    return preparedAtMs;
  }

  /** How far it is. */
  public synchronized BatchState state() {
    return state;
  }

  /** Why it failed, if it did. */
  public synchronized Optional<String> failure() {
    return failure;
  }

  /** The results so far, in the order in which they came. */
  public synchronized Map<SagaId, Answer> answers() {
    return new LinkedHashMap<>(answers);
  }

  /** How many sagas have each result so far. */
  public synchronized Map<BatchResult, Long> results() {
    Map<BatchResult, Long> results = new EnumMap<>(BatchResult.class);
    answers.values().forEach(answer -> results.merge(BatchResult.of(answer), 1L, Long::sum));
    return results;
  }

  /** What a result is counted as. */
  public static BatchResult resultOf(Answer answer) {
    return BatchResult.of(answer);
  }

  @Override
  public synchronized void answered(SagaId saga, Answer answer) {
    answers.put(saga, answer);
  }

  @Override
  public synchronized boolean isStopped() {
    return stopWanted;
  }

  /** Sends nothing more. */
  public synchronized void stop() {
    stopWanted = true;
    if (state == BatchState.PREPARED) {
      state = BatchState.STOPPED;
    }
  }

  /** True if it begins now; false if it did before. */
  synchronized boolean begin() {
    if (state != BatchState.PREPARED) {
      return false;
    }
    state = BatchState.RUNNING;
    return true;
  }

  synchronized void end() {
    state = answers.size() < order.sagas().size() ? BatchState.STOPPED : BatchState.DONE;
  }

  synchronized void fail(String why) {
    state = BatchState.FAILED;
    failure = Optional.of(why);
  }

  Iterator<OperationSeries.Order> orders() {
    OperatorOrder by = new OperatorOrder(id, order.actor(), order.reason() + " (batch " + id + ")");
    return order.sagas().stream().map(saga -> order.action().order(saga, by)).iterator();
  }
}
