package dev.sagas.dev.bench;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.orchestrator.rocksdb.LocalState;
import dev.sagas.orchestrator.rocksdb.StoreMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class StoreUseTest {
  @TempDir private Path directory;

  @Test
  void shouldAddUpWhenPartitionsHaveStoresOfTheSameName() throws Exception {
    // given
    Path file = directory.resolve("operations");
    Files.writeString(file, "timers 3 0 1 2\ncheckpoints 40 5 0 0\ntimers 1 0 1 0\n");

    // then
    assertThat(StoreUse.sum(file, 10))
        .isEqualTo(
            List.of(
                new StoreUse("checkpoints", 4, 0.5, 0, 0),
                new StoreUse("timers", 0.4, 0, 0.2, 0.2)));
  }

  @Test
  void shouldFailWhenNothingWasCounted() {
    assertThatThrownBy(() -> StoreUse.sum(directory.resolve("operations"), 1))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("Expected the orchestrator to have written");
  }

  @Test
  void shouldCountEachOperationWhenAStoreIsUsed() throws Exception {
    // given
    Path file = directory.resolve("operations");
    System.setProperty(CountedStores.FILE, file.toString());
    Properties streams = new Properties();
    try (StoreMemory memory = new StoreMemory(LocalState.in(directory));
        Options options = new Options().setCreateIfMissing(true)) {
      memory.bound(streams);
      options.setTableFormatConfig(new BlockBasedTableConfig());
      CountedStores counted = new CountedStores();
      counted.setConfig(
          "checkpoints",
          options,
          streams.entrySet().stream()
              .collect(toMap(entry -> entry.getKey().toString(), Map.Entry::getValue)));

      // when
      try (RocksDB store = RocksDB.open(options, directory.resolve("store").toString())) {
        store.put(new byte[] {1}, new byte[] {2});
        store.delete(new byte[] {1});
        store.get(new byte[] {1});
        counted.close("checkpoints", options);
      }
    } finally {
      System.clearProperty(CountedStores.FILE);
    }

    // then
    assertThat(StoreUse.sum(file, 1)).isEqualTo(List.of(new StoreUse("checkpoints", 2, 1, 0, 0)));
  }
}
