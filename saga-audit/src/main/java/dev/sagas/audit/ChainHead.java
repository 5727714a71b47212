package dev.sagas.audit;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.protocol.SagaStatus;

/**
 * The newest transition of a run.
 *
 * @param stated the hash that the entry ends with
 * @param computed the hash that its bytes have; another one only where the entry was tampered with
 */
record ChainHead(long revision, Digest stated, Digest computed, long atMs, SagaStatus status) {
  static ChainHead of(ReadEntry read) {
    return new ChainHead(
        read.entry().revision(),
        read.statedHash(),
        read.computedHash(),
        read.entry().atMs(),
        read.entry().status());
  }

  /** True if {@code hash} is this transition's; either will do, so that damage is found once. */
  boolean has(Digest hash) {
    return hash.equals(stated) || hash.equals(computed);
  }
}
