/**
 * Bounds what RocksDB has outside of the heap.
 *
 * <p>The entry is {@link dev.sagas.orchestrator.rocksdb.StoreMemory}. For {@code streams}. May use
 * Kafka Streams and RocksDB.
 */
@NullMarked
package dev.sagas.orchestrator.rocksdb;

import org.jspecify.annotations.NullMarked;
