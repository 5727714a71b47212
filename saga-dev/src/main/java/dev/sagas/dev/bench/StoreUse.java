package dev.sagas.dev.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What sagas did in one of the orchestrator's stores, counted by RocksDB itself.
 *
 * @param writtenPerSaga keys put or deleted
 * @param readPerSaga keys asked for
 * @param seeksPerSaga places that iterators were set to
 * @param stepsPerSaga steps that iterators took from there
 */
record StoreUse(
    String store,
    double writtenPerSaga,
    double readPerSaga,
    double seeksPerSaga,
    double stepsPerSaga) {
  private static final int COUNTS = 4;

  /**
   * Adds up what the stores of all partitions and orchestrators have counted.
   *
   * @param file what {@link CountedStores} has written
   * @param sagas how many there were
   */
  static List<StoreUse> sum(Path file, long sagas) {
    Map<String, long[]> totals = new TreeMap<>();
    for (String line : lines(file)) {
      String[] words = line.split(" ", -1);
      long[] counts = totals.computeIfAbsent(words[0], store -> new long[COUNTS]);
      for (int i = 0; i < COUNTS; i++) {
        counts[i] += Long.parseLong(words[i + 1]);
      }
    }
    List<StoreUse> uses = new ArrayList<>();
    totals.forEach(
        (store, counts) ->
            uses.add(
                new StoreUse(
                    store,
                    (double) counts[0] / sagas,
                    (double) counts[1] / sagas,
                    (double) counts[2] / sagas,
                    (double) counts[3] / sagas)));
    return uses;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BenchFailure("Expected the orchestrator to have written " + file, e);
    }
  }
}
