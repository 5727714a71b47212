package dev.sagas.participant;

/** A transaction that was not committed, or whose result is not known. */
final class TransactionFailedException extends Exception {
  private final boolean inDoubt;
  private final boolean aboutARecord;

  TransactionFailedException(Exception cause, boolean inDoubt, boolean aboutARecord) {
    super(cause);
    this.inDoubt = inDoubt;
    this.aboutARecord = aboutARecord;
  }

  /** True if it may have been committed: the committed state must be read again. */
  boolean isInDoubt() {
    return inDoubt;
  }

  /** True if Kafka will never accept one of its records. */
  boolean isAboutARecord() {
    return aboutARecord;
  }
}
