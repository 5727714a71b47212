package dev.sagas.samples.demo;

import dev.sagas.samples.order.SampleOrder;
import dev.sagas.samples.order.SampleOrder.Expected;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The results of a file of orders.
 *
 * @param endedBefore how many had ended before this run began
 * @param elapsed from the first order that was submitted to the last outcome
 * @param latencyMs of the orders submitted in this run
 */
record RunResult(List<Order> orders, int endedBefore, Duration elapsed, Histogram latencyMs) {
  RunResult {
    orders = List.copyOf(orders);
  }

  /**
   * The result of one order.
   *
   * @param outcome empty if its saga has not ended
   * @param surprise how that differs from what was expected; empty if it does not
   */
  record Order(SampleOrder order, Optional<OutcomeKind> outcome, Optional<String> surprise) {
    static Order of(SampleOrder order, SagaOutcome outcome) {
      return new Order(order, Optional.of(outcome.getOutcome()), difference(order, outcome));
    }

    static Order withoutOutcome(SampleOrder order, String reason) {
      return new Order(
          order, Optional.empty(), Optional.of(expectation(order) + ", but " + reason));
    }

    private static Optional<String> difference(SampleOrder order, SagaOutcome outcome) {
      OutcomeKind wanted =
          order.expected() == Expected.COMPLETED ? OutcomeKind.COMPLETED : OutcomeKind.COMPENSATED;
      String code = Optional.ofNullable(outcome.getReasonCode()).orElse("");
      return outcome.getOutcome() == wanted && code.equals(order.because().reasonCode())
          ? Optional.empty()
          : Optional.of(
              "%s, but it is %s %s".formatted(expectation(order), outcome.getOutcome(), code));
    }

    private static String expectation(SampleOrder order) {
      return "expected it to be %s because %s".formatted(order.expected(), order.because());
    }
  }

  long count(OutcomeKind kind) {
    return orders.stream().filter(order -> order.outcome().equals(Optional.of(kind))).count();
  }

  List<Order> surprises() {
    return orders.stream().filter(order -> order.surprise().isPresent()).toList();
  }

  int submitted() {
    return orders.size() - endedBefore;
  }

  double sagasPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds > 0 ? latencyMs.getTotalCount() / seconds : 0;
  }
}
