package dev.sagas.participant;

/** A transaction that was not committed, or of which nobody can tell. */
final class TransactionFailedException extends Exception {
  private final boolean inDoubt;
  private final boolean aboutARecord;

  TransactionFailedException(Exception cause, boolean inDoubt, boolean aboutARecord) {
    super(cause);
    this.inDoubt = inDoubt;
    this.aboutARecord = aboutARecord;
  }

  /** True if it may have been committed: what is committed has to be read again. */
  boolean isInDoubt() {
    return inDoubt;
  }

  /** True if one of its records is such that Kafka will never take it. */
  boolean isAboutARecord() {
    return aboutARecord;
  }
}
