package dev.sagas.archive.read;

import dev.sagas.archive.format.ArchiveException;
import dev.sagas.archive.format.ArchiveIdentity;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.JournalArchive;
import dev.sagas.engine.wire.Position;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStores;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The archive at an address, for those who read the journal.
 *
 * <ul>
 *   <li>Each consumer reads the archive's manifest when it needs it, and once.
 * </ul>
 */
public final class ArchivedJournal implements JournalArchive {
  private final String address;
  private final String topic;
  private final BiConsumer<Position, String> differences;

  private ArchivedJournal(String address, String topic, BiConsumer<Position, String> differences) {
    this.address = address;
    this.topic = topic;
    this.differences = differences;
  }

  /**
   * The archive of the deployment's journal.
   *
   * @throws ArchiveException if there is none at the address, or it is of another journal
   * @throws DeploymentException if the brokers do not say which journal it is
   */
  public static ArchivedJournal open(String address, Deployment deployment) {
    return open(address, JournalIdentity.of(deployment));
  }

  /**
   * The archive of that journal.
   *
   * @throws ArchiveException if there is none at the address, or it is of another journal
   */
  public static ArchivedJournal open(String address, ArchiveIdentity identity) {
    try (ObjectStore store = ObjectStores.open(address)) {
      find(store, identity.topic()).requireOf(identity);
    }
    return new ArchivedJournal(address, identity.topic(), ArchivedJournal::refuse);
  }

  private static StoredArchive find(ObjectStore store, String topic) {
    return StoredArchive.find(store, topic)
        .orElseThrow(
            () ->
                new ArchiveException(
                    "Expected an archive of %s in %s, but there is none: saga archive makes one"
                        .formatted(topic, store)));
  }

  private static void refuse(Position position, String difference) {
    throw new DeploymentException(
        "Expected the record at %s to be the same in archive and topic, but %s"
            .formatted(position, difference));
  }

  @Override
  public Consumer<byte[], byte[]> with(Consumer<byte[], byte[]> consumer) {
    ObjectStore store = ObjectStores.open(address);
    return new ArchivedConsumer(consumer, find(store, topic), differences);
  }

  @Override
  public JournalArchive reporting(BiConsumer<Position, String> sink) {
    return new ArchivedJournal(address, topic, sink);
  }
}
