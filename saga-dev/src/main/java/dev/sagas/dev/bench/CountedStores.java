package dev.sagas.dev.bench;

import dev.sagas.orchestrator.rocksdb.BoundedStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.rocksdb.Options;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TickerType;

/**
 * Lets RocksDB count the operations on an orchestrator's stores.
 *
 * <ul>
 *   <li>Runs in the orchestrator's process, as its {@code kafka.rocksdb.config.setter}.
 *   <li>When a store is closed, its counts are added to the file that the system property {@value
 *       #FILE} names, as a line for {@link StoreUse#sum}.
 *   <li>Operations of a process that is killed are not counted.
 * </ul>
 */
public final class CountedStores extends BoundedStores {
  static final String FILE = "saga.bench.operations";

  private final Statistics statistics = new Statistics();

  /** Created by Kafka Streams, for each store of each partition. */
  public CountedStores() {}

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    super.setConfig(storeName, options, configs);
    // Counts, and as few times as RocksDB can be told to take.
    statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
    options.setStatistics(statistics);
  }

  @Override
  public void close(String storeName, Options options) {
    String line =
        String.join(
            " ",
            storeName,
            count(TickerType.NUMBER_KEYS_WRITTEN),
            count(TickerType.NUMBER_KEYS_READ),
            count(TickerType.NUMBER_DB_SEEK),
            count(TickerType.NUMBER_DB_NEXT));
    Path file = Path.of(System.getProperty(FILE));
    try {
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write the counts of a store to " + file, e);
    } finally {
      statistics.close();
    }
  }

  private String count(TickerType ticker) {
    return Long.toString(statistics.getTickerCount(ticker));
  }
}
