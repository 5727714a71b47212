package dev.sagas.cli.action;

import dev.sagas.cli.shared.FilterOptions;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.index.live.LivePage;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.OperationSeries;
import dev.sagas.operate.bulk.BatchOrder;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Acts on many sagas through the topics.
 *
 * <ul>
 *   <li>The id of an operation follows from the action, the saga and its revision: if the command
 *       is run again, the same action on the same state of a saga is applied once.
 * </ul>
 */
final class TopicBulk implements BulkTarget {
  private final Deployment deployment;
  private final BulkOrder order;
  private final FilterOptions filter;
  private final Duration timeout;
  private final Clock clock = Clock.systemUTC();
  private List<LiveSaga> sagas = List.of();

  TopicBulk(Deployment deployment, BulkOrder order, FilterOptions filter, Duration timeout) {
    this.deployment = deployment;
    this.order = order;
    this.filter = filter;
    this.timeout = timeout;
  }

  @Override
  public Selected freeze() {
    List<LivePage.Row> rows = new ArrayList<>();
    long unreadable = StoredSagas.of(deployment).forEach(filter.filter(clock.millis()), rows::add);
    if (rows.size() > BatchOrder.MAX_SAGAS) {
      throw new IllegalArgumentException(
          "Expected at most %s sagas to match, but %s do: narrow it down"
              .formatted(BatchOrder.MAX_SAGAS, rows.size()));
    }
    sagas =
        rows.stream()
            .sorted(
                Comparator.comparingLong(LivePage.Row::sinceMs)
                    .thenComparing(row -> row.saga().id()))
            .map(LivePage.Row::saga)
            .toList();
    return new Selected(
        sagas.size(), sagas.stream().limit(HEAD).map(LiveSaga::id).toList(), unreadable);
  }

  /** By dry runs: the orchestrators say what they would do. */
  @Override
  public Map<String, Long> preview() {
    Map<String, Long> texts = new HashMap<>();
    send(
        true,
        (saga, answer) -> {
          List<String> lines = answer.accept(new AnswerText(new AnsweredInput(saga, "", "")));
          texts.merge(lines.get(0).replace(saga.value(), "ID"), 1L, Long::sum);
        });
    return texts;
  }

  @Override
  public String resumption() {
    return "Run the same command again after an interruption: nothing is applied twice";
  }

  @Override
  public void run(BulkReport report) {
    send(false, report::add);
  }

  private void send(boolean dryRun, BiConsumer<SagaId, Answer> each) {
    new OperationSeries(deployment, clock, timeout)
        .run(
            sagas.stream().map(saga -> operation(saga, dryRun)).iterator(),
            new OperationSeries.Listener() {
              @Override
              public void answered(SagaId saga, Answer answer) {
                each.accept(saga, answer);
              }

              @Override
              public boolean isStopped() {
                return false;
              }
            });
  }

  private SagaInput.Operation operation(LiveSaga saga, boolean dryRun) {
    return new SagaInput.Operation(
        saga.id(),
        order.verb().kind(),
        new OperatorOrder(
            order.id().orElseGet(() -> key(order.verb(), saga)), order.actor(), order.reason()),
        order.verb().subject(Optional.empty()),
        dryRun);
  }

  static String key(Verb verb, LiveSaga saga) {
    String text = String.join("\n", verb.toString(), saga.id().value(), saga.revision() + "");
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
