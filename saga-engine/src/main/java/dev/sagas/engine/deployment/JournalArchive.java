package dev.sagas.engine.deployment;

import dev.sagas.engine.wire.Position;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;

/** Older records of a deployment's journal, which its topic need no longer have. */
public interface JournalArchive {
  /** No archive: the topic alone. */
  JournalArchive NONE = topic -> topic;

  /**
   * A consumer that reads archive and topic as one, by explicit positions; it closes the given one.
   * What is in both is compared; by default the first difference is a {@link DeploymentException}.
   */
  Consumer<byte[], byte[]> with(Consumer<byte[], byte[]> topic);

  /** The same archive, which passes on each difference, and what it is, and continues. */
  default JournalArchive reporting(BiConsumer<Position, String> differences) {
    return this;
  }
}
