package dev.sagas.export.run;

import dev.sagas.protocol.TopicNames;
import java.util.List;

/**
 * How an export runs.
 *
 * @param batch how many entries are written at once, at most
 * @param maskedFields hidden in the data, beside those whose schema says so
 */
record ExportSettings(int batch, List<String> maskedFields) {
  ExportSettings {
    maskedFields = List.copyOf(maskedFields);
  }

  /** The consumer group that shares the partitions among instances. */
  String group(TopicNames topics) {
    return topics.prefix() + "saga-export";
  }
}
