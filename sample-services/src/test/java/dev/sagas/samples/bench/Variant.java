package dev.sagas.samples.bench;

import java.util.Locale;

/**
 * A participant to be measured.
 *
 * @param store where its handler's effect goes
 * @param concurrency how many commands it handles at once
 */
record Variant(Store store, boolean fenced, int concurrency) {
  /** Where the effect of a command goes. */
  enum Store {
    /** One update of one row, in one transaction. */
    POSTGRESQL,
    /** One record, acknowledged by the broker. */
    KAFKA
  }

  String name() {
    return "%s, %s, concurrency %d"
        .formatted(
            store == Store.POSTGRESQL ? "PostgreSQL" : "Kafka",
            fenced ? "fenced" : "unfenced",
            concurrency);
  }

  /** In front of its topics. */
  String prefix() {
    return "%s-%s-%d.".formatted(store.name().toLowerCase(Locale.ROOT), fenced, concurrency);
  }

  Variant withFence(boolean hasFence) {
    return new Variant(store, hasFence, concurrency);
  }
}
