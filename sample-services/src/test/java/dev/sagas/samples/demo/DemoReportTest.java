package dev.sagas.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.samples.order.OrderBooks;
import dev.sagas.samples.order.OrderFileGenerator;
import dev.sagas.samples.order.SampleOrder;
import dev.sagas.samples.order.SampleOrder.Because;
import dev.sagas.schema.Hash;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DemoReportTest {
  private final SampleOrder paid = order(Because.PAID);
  private final SampleOrder declined = order(Because.CARD_DECLINED);
  private final OrderRun run = new OrderRun(List.of(paid, declined), 10, new AtomicInteger()::set);

  @Test
  void shouldBeAsExpectedWhenEveryOrderEndedForItsReason() {
    // given
    run.ended(outcome(paid, OutcomeKind.COMPLETED, null));
    run.ended(outcome(declined, OutcomeKind.COMPENSATED, "CARD_DECLINED"));

    // when
    DemoReport report = report(List.of(), List.of(), 0);

    // then
    assertThat(report.isAsExpected()).isTrue();
    assertThat(report.toJson())
        .containsAllEntriesOf(
            Map.of(
                "sagas", 2,
                "completed", 1L,
                "compensated", 1L,
                "incidents", 0L,
                "unexpected", 0,
                "auditViolations", 0,
                "booksViolations", 0,
                "booksChecked", true,
                "endedBefore", 2))
        .containsKeys("sagasPerSecond", "p50Ms", "p99Ms", "maxMs", "elapsedMs");
    assertThat(ReportText.of(report))
        .contains("Every saga ended as expected, and everything adds up.");
  }

  @Test
  void shouldShowWhenAnOrderEndedOtherwise() {
    // given
    run.ended(outcome(paid, OutcomeKind.COMPENSATED, "OUT_OF_STOCK"));
    run.ended(outcome(declined, OutcomeKind.COMPENSATED, "OUT_OF_STOCK"));

    // when
    DemoReport report = report(List.of(), List.of(), 0);

    // then
    assertThat(report.isAsExpected()).isFalse();
    assertThat(report.toJson()).containsEntry("unexpected", 2);
    assertThat(ReportText.of(report))
        .anyMatch(line -> line.contains(paid.orderId() + ": expected it to be COMPLETED"))
        .anyMatch(line -> line.contains("but it is COMPENSATED OUT_OF_STOCK"))
        .contains("NOT as expected: see above.");
  }

  @Test
  void shouldShowWhenAnOrderHasNotEnded() {
    // given
    run.ended(outcome(paid, OutcomeKind.COMPLETED, null));

    // when
    DemoReport report = report(List.of(), List.of(), 0);

    // then
    assertThat(report.isAsExpected()).isFalse();
    assertThat(report.toJson()).containsEntry("unexpected", 1);
    assertThat(ReportText.of(report))
        .anyMatch(line -> line.contains(declined.orderId()) && line.contains("has not ended"));
  }

  @Test
  void shouldShowWhatAuditAndBooksFound() {
    // given
    run.ended(outcome(paid, OutcomeKind.COMPLETED, null));
    run.ended(outcome(declined, OutcomeKind.COMPENSATED, "CARD_DECLINED"));

    // then
    assertThat(report(List.of("CHAIN_BROKEN order-1"), List.of(), 0).isAsExpected()).isFalse();
    assertThat(report(List.of(), List.of(), 1).isAsExpected()).isFalse();
    DemoReport report =
        report(List.of(), List.of(new OrderBooks.Violation("card-000", "a cent is missing")), 0);
    assertThat(report.isAsExpected()).isFalse();
    assertThat(ReportText.of(report)).contains("  card-000: a cent is missing");
  }

  @Test
  void shouldCountAnOutcomeOnceWhenItIsReadTwice() {
    // when
    run.ended(outcome(paid, OutcomeKind.COMPLETED, null));
    run.ended(outcome(paid, OutcomeKind.COMPLETED, null));

    // then
    assertThat(run.endedCount()).isEqualTo(1);
    assertThat(run.result().endedBefore()).isEqualTo(1);
  }

  private DemoReport report(List<String> audit, List<OrderBooks.Violation> books, long incidents) {
    return new DemoReport(
        run.result(), incidents, audit, Optional.of(new OrderBooks.Report(books, Map.of())));
  }

  private static SampleOrder order(Because because) {
    return OrderFileGenerator.orders(1_000)
        .filter(order -> order.because() == because)
        .findFirst()
        .orElseThrow();
  }

  private static SagaOutcome outcome(SampleOrder order, OutcomeKind kind, String code) {
    return SagaOutcome.newBuilder()
        .setSagaId(order.orderId())
        .setRun("0123456789ab")
        .setType("order-fulfilment")
        .setVersion(1)
        .setOutcome(kind)
        .setReasonCode(code)
        .setStartedAt(Instant.EPOCH)
        .setEndedAt(Instant.EPOCH)
        .setRevision(1)
        .setHash(new Hash(new byte[32]))
        .build();
  }
}
