package dev.sagas.orchestrator.streams;

import org.apache.kafka.streams.processor.StateRestoreListener;

/** Is told when a partition's stores are restored and its inputs are about to be processed. */
public interface Takeovers extends StateRestoreListener {
  /** Called on the partition's thread: must be quick and must not throw. */
  void ready(int partition);
}
