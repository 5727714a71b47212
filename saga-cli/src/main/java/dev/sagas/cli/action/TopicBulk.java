package dev.sagas.cli.action;

import dev.sagas.cli.shared.FilterOptions;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.index.live.LivePage;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.OperationSeries;
import dev.sagas.operate.bulk.BatchOrder;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Acts on many sagas through the topics. */
final class TopicBulk implements BulkTarget {
  private final Deployment deployment;
  private final BulkOrder order;
  private final FilterOptions filter;
  private final Duration timeout;
  private final Clock clock = Clock.systemUTC();
  private Optional<BulkOrder.Sender> sender = Optional.empty();
  private List<LiveSaga> sagas = List.of();

  TopicBulk(Deployment deployment, BulkOrder order, FilterOptions filter, Duration timeout) {
    this.deployment = deployment;
    this.order = order;
    this.filter = filter;
    this.timeout = timeout;
  }

  @Override
  public Selected freeze() throws IOException {
    sender = Optional.of(order.sender());
    List<LivePage.Row> rows = new ArrayList<>();
    long unreadable =
        StoredSagas.of(deployment)
            .forEach(
                filter.filter(clock.millis()),
                row -> {
                  if (order.isFor(row.saga())) {
                    rows.add(row);
                  }
                });
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

  /** By dry runs, where they are needed: the orchestrators say what they would do. */
  @Override
  public Map<String, Long> preview() {
    Map<String, Long> texts = new HashMap<>();
    List<LiveSaga> asked = new ArrayList<>();
    for (LiveSaga saga : sagas) {
      Optional<String> known = order.preview(saga);
      known.ifPresentOrElse(text -> texts.merge(text, 1L, Long::sum), () -> asked.add(saga));
    }
    send(
        orders(asked, true),
        (saga, answer) -> {
          List<String> lines = answer.accept(new AnswerText(new AnsweredInput(saga, "", "")));
          texts.merge(lines.get(0).replace(saga.value(), "ID"), 1L, Long::sum);
        });
    return texts;
  }

  @Override
  public String resumption() {
    return order.resumption();
  }

  @Override
  public void run(BulkReport report) {
    send(orders(sagas, false), report::add);
  }

  private List<OperationSeries.Order> orders(List<LiveSaga> about, boolean dryRun) {
    BulkOrder.Sender frozen = sender.orElseThrow();
    return about.stream().map(saga -> frozen.order(saga, dryRun)).toList();
  }

  private void send(List<OperationSeries.Order> orders, BiConsumer<SagaId, Answer> each) {
    if (orders.isEmpty()) {
      return;
    }
    new OperationSeries(deployment, clock, timeout)
        .run(
            orders.iterator(),
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
}
