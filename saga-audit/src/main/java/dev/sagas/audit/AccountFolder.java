package dev.sagas.audit;

import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Utils;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * Keeps bytes by saga id in a temporary folder, with RocksDB.
 *
 * <ul>
 *   <li>Takes about 40 MB of native memory, whatever its size; several folders of one audit take it
 *       together.
 *   <li>{@link #close} deletes everything; a process that is killed leaves the folder behind.
 * </ul>
 */
final class AccountFolder implements AutoCloseable {
  private static final long WRITE_BUFFER_BYTES = 8L << 20;
  private static final long CACHE_BYTES = 16L << 20;
  private static final int BLOOM_BITS = 10;
  private static final int MAX_OPEN_FILES = 64;

  private final Path folder;
  private final RocksDB db;
  private final WriteOptions writing;

  /** Natively held, in the order of closing. */
  private final List<AbstractNativeReference> parts;

  private AccountFolder(
      Path folder, RocksDB db, WriteOptions writing, List<AbstractNativeReference> parts) {
    this.folder = folder;
    this.db = db;
    this.writing = writing;
    this.parts = parts;
  }

  /**
   * Opens an empty folder.
   *
   * @param folders how many the audit has
   * @throws DeploymentException if it cannot be made
   */
  static AccountFolder open(int folders) {
    Path folder = newFolder();
    LRUCache cache = new LRUCache(CACHE_BYTES / folders);
    BloomFilter filter = new BloomFilter(BLOOM_BITS);
    Options options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(WRITE_BUFFER_BYTES / folders)
            .setMaxOpenFiles(MAX_OPEN_FILES)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setFilterPolicy(filter)
                    .setCacheIndexAndFilterBlocks(true));
    // The data is not needed after the process ends, so it needs no write-ahead log.
    WriteOptions writing = new WriteOptions().setDisableWAL(true);
    try {
      RocksDB db = RocksDB.open(options, folder.toString());
      return new AccountFolder(folder, db, writing, List.of(db, writing, options, filter, cache));
    } catch (RocksDBException e) {
      List.of(writing, options, filter, cache).forEach(AbstractNativeReference::close);
      delete(folder);
      throw new DeploymentException("Expected to write into " + folder + ", but " + e, e);
    }
  }

  private static Path newFolder() {
    RocksDB.loadLibrary();
    try {
      return Files.createTempDirectory("saga-audit-");
    } catch (IOException e) {
      throw new DeploymentException("Expected to make a temporary folder, but " + e, e);
    }
  }

  private static void delete(Path folder) {
    try {
      Utils.delete(folder.toFile());
    } catch (IOException e) {
      throw new DeploymentException("Expected to delete " + folder + ", but " + e, e);
    }
  }

  Optional<byte[]> get(SagaId saga) {
    try {
      return Optional.ofNullable(db.get(key(saga)));
    } catch (RocksDBException e) {
      throw failed("read from", e);
    }
  }

  void put(SagaId saga, byte[] value) {
    try {
      db.put(writing, key(saga), value);
    } catch (RocksDBException e) {
      throw failed("write to", e);
    }
  }

  /** Passes on everything, in the order of the ids' bytes. */
  void forEach(BiConsumer<SagaId, byte[]> sink) {
    try (RocksIterator each = db.newIterator()) {
      for (each.seekToFirst(); each.isValid(); each.next()) {
        sink.accept(new SagaId(new String(each.key(), StandardCharsets.UTF_8)), each.value());
      }
      each.status();
    } catch (RocksDBException e) {
      throw failed("read from", e);
    }
  }

  private DeploymentException failed(String what, RocksDBException cause) {
    return new DeploymentException("Expected to " + what + " " + folder + ", but " + cause, cause);
  }

  private static byte[] key(SagaId saga) {
    return saga.value().getBytes(StandardCharsets.UTF_8);
  }

  /** Releases everything and deletes the folder. */
  @Override
  public void close() {
    parts.forEach(AbstractNativeReference::close);
    delete(folder);
  }
}
