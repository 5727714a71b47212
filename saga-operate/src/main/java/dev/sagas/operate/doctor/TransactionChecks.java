package dev.sagas.operate.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hanging transactions: those that the coordinator has forgotten in a partition (KAFKA-20734), and
 * those that it should have ended.
 */
final class TransactionChecks {
  /** Brokers look for overdue transactions every 10 s, and markers take their time. */
  static final long GRACE_MS = 60_000;

  /**
   * The longest time-out that brokers allow by default; used if the coordinator gives no
   * information.
   */
  static final long LONGEST_MS = 900_000;

  private final Snapshot snapshot;
  private final Findings findings = new Findings(DoctorCheck.TRANSACTIONS);

  private TransactionChecks(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static List<Finding> of(Snapshot snapshot) {
    return snapshot
        .transactions()
        .map(
            new TransactionChecks(snapshot)::all,
            why -> List.of(Finding.notChecked(DoctorCheck.TRANSACTIONS, "transactions", why)));
  }

  private List<Finding> all(TransactionsView view) {
    view.open().forEach(this::check);
    findings.notSeen(snapshot.hidden());
    List<Finding> all = new ArrayList<>();
    for (String unseen : view.unseen()) {
      all.add(Finding.notChecked(DoctorCheck.TRANSACTIONS, "transactions", unseen));
    }
    all.addAll(
        findings.orOk(
            "transactions",
            "None hanging in %s partitions, open: %s"
                .formatted(view.partitions(), view.open().size())));
    return all;
  }

  private void check(TransactionsView.Open open) {
    Optional<TransactionsView.Coordinated> same = open.coordinator().filter(c -> isSame(open, c));
    long bound = open.coordinator().isPresent() ? GRACE_MS : LONGEST_MS + GRACE_MS;
    if (same.isPresent()) {
      checkOverdue(open, same.get());
    } else if (snapshot.nowMs() - open.lastRecordMs() > bound) {
      findings.add(
          FindingCode.TRANSACTION_HANGING,
          open.partition(),
          """
          the transaction of producer %s in %s at offset %s to have ended there, as its \
          coordinator says\
          """
              .formatted(open.producerId(), open.partition(), open.startOffset()),
          "it is open, its newest record is " + age(open.lastRecordMs()) + " old");
    }
  }

  /** A producer's next transaction may be open while its last one hangs in a partition. */
  private static boolean isSame(TransactionsView.Open open, TransactionsView.Coordinated known) {
    return known.ongoing()
        && known.holdsPartition()
        && open.lastRecordMs() > known.startedMs() - GRACE_MS;
  }

  private void checkOverdue(TransactionsView.Open open, TransactionsView.Coordinated known) {
    if (snapshot.nowMs() - known.startedMs() > known.timeoutMs() + GRACE_MS) {
      findings.add(
          FindingCode.TRANSACTION_OVERDUE,
          open.partition(),
          "transaction %s to end within %s"
              .formatted(known.transactionalId(), Times.text(Duration.ofMillis(known.timeoutMs()))),
          "it has been open for " + age(known.startedMs()));
    }
  }

  private String age(long sinceMs) {
    return Times.text(Duration.ofMillis(Math.max(0, snapshot.nowMs() - sinceMs)));
  }
}
