package dev.sagas.orchestrator.rocksdb;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Lets all stores of an instance share its {@link StoreMemory}.
 *
 * <ul>
 *   <li>A setter of one's own, by {@code kafka.rocksdb.config.setter}, extends this class to keep
 *       the bound.
 * </ul>
 */
public class BoundedStores implements RocksDBConfigSetter {
  /** The least that a store with anything unwritten takes: a megabyte by RocksDB's default. */
  private static final long ARENA_BYTES = 128L * 1024;

  /** Created by Kafka Streams, for each store of each partition. */
  public BoundedStores() {}

  /**
   * Sets what the bound needs.
   *
   * @throws IllegalStateException outside of an engine, which has the memory
   */
  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    if (!(configs.get(StoreMemory.CONFIG) instanceof StoreMemory memory)) {
      throw new IllegalStateException(
          "Expected %s of an engine in the configuration of store %s, but got %s"
              .formatted(StoreMemory.CONFIG, storeName, configs.get(StoreMemory.CONFIG)));
    }
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.blocks());
    // Else they are outside of the bound.
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.buffers());
    options.setArenaBlockSize(ARENA_BYTES);
  }

  @Override
  public void close(String storeName, Options options) {
    // The memory is the engine's, which closes it after the last store.
  }
}
