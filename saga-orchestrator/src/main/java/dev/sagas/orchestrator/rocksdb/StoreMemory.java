package dev.sagas.orchestrator.rocksdb;

import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * What RocksDB has outside of the heap for all stores of an instance: blocks that were read, and
 * what is not written to disk yet.
 *
 * <ul>
 *   <li>By Kafka Streams' own defaults each store of each partition may have 98 MB.
 *   <li>At the bound, reads go to disk more often and writes sooner. What RocksDB needs for a
 *       single operation may exceed it for a moment.
 * </ul>
 */
public final class StoreMemory implements AutoCloseable {
  /** Where {@link BoundedStores} finds it. */
  static final String CONFIG = "saga.store.memory";

  private static final double FOR_INDEXES = 0.1;

  private final Cache blocks;
  private final WriteBufferManager buffers;

  /** As much as the settings allow, of which write buffers may have half. */
  public StoreMemory(LocalState state) {
    RocksDB.loadLibrary();
    this.blocks = new LRUCache(state.memoryBytes(), -1, false, FOR_INDEXES);
    this.buffers = new WriteBufferManager(state.memoryBytes() / 2, blocks);
  }

  /** Lets the stores of an instance use it, unless these properties have another setter. */
  public void bound(Properties streams) {
    streams.put(CONFIG, this);
    streams.putIfAbsent(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedStores.class.getName());
  }

  Cache blocks() {
    return blocks;
  }

  WriteBufferManager buffers() {
    return buffers;
  }

  /** A store that is open still has its part until it is closed. */
  @Override
  public void close() {
    buffers.close();
    blocks.close();
  }
}
