package dev.sagas.export.run;

import dev.sagas.protocol.TopicNames;
import java.util.List;

/**
 * How an export runs.
 *
 * @param batch how many entries are written at once, at most
 * @param maskedFields hidden in the data, beside those whose schema says so
 * @param retention how long ended sagas stay; those of a partition are deleted by any instance
 */
public record ExportSettings(int batch, List<String> maskedFields, ExportRetention retention) {
  /** Of a batch, where nothing else is said. */
  public static final int DEFAULT_BATCH = 2_000;

  public ExportSettings {
    if (batch < 1) {
      throw new IllegalArgumentException(
          "Expected at least one entry in a batch, but got " + batch);
    }
    maskedFields = List.copyOf(maskedFields);
  }

  /** The consumer group that shares the partitions among instances. */
  String group(TopicNames topics) {
    return topics.prefix() + "saga-export";
  }
}
