package dev.sagas.orchestrator.streams;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Hands on what is restored, and reports each time that it goes forward. */
record WatchedRestore(StateRestoreListener listener, Runnable progress)
    implements StateRestoreListener {
  @Override
  public void onRestoreStart(
      TopicPartition partition, String store, long startOffset, long endOffset) {
    progress.run();
    listener.onRestoreStart(partition, store, startOffset, endOffset);
  }

  @Override
  public void onBatchRestored(
      TopicPartition partition, String store, long endOffset, long restored) {
    progress.run();
    listener.onBatchRestored(partition, store, endOffset, restored);
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
    progress.run();
    listener.onRestoreEnd(partition, store, totalRestored);
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long totalRestored) {
    listener.onRestoreSuspended(partition, store, totalRestored);
  }
}
