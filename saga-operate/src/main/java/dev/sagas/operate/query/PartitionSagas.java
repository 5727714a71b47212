package dev.sagas.operate.query;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.index.live.LivePage;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.index.live.SagaReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The selected sagas in one partition of the checkpoints' changelog. The last value of a key
 * counts: a saga that matched before, but no longer does, is removed.
 *
 * <ul>
 *   <li>Keeps a row for each saga that matches, none of the others, and no payloads.
 * </ul>
 */
final class PartitionSagas {
  private final LiveFilter filter;
  private final SagaReader reader = new SagaReader();
  private final Map<String, LivePage.Row> rows = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();

  PartitionSagas(LiveFilter filter) {
    this.filter = filter;
  }

  void put(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return; // Kafka Streams writes none
    }
    String saga = new String(record.key(), StandardCharsets.UTF_8);
    if (!saga.startsWith(filter.idPrefix())) {
      return;
    }
    rows.remove(saga);
    unreadable.remove(saga);
    byte[] value = record.value();
    if (value != null) {
      take(saga, value);
    }
  }

  private void take(String saga, byte[] value) {
    try {
      SagaState state = CheckpointCodec.decode(value).state();
      if (state.status().isTerminal() && filter.statuses().isEmpty()) {
        return;
      }
      LiveSaga live = reader.read(state);
      OptionalLong sinceMs = filter.sinceMs(live);
      if (sinceMs.isPresent()) {
        rows.put(saga, new LivePage.Row(sinceMs.getAsLong(), sinceMs.getAsLong(), live));
      }
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      unreadable.add(saga);
    }
  }

  Collection<LivePage.Row> rows() {
    return rows.values();
  }

  int unreadable() {
    return unreadable.size();
  }
}
