package dev.sagas.samples.bench;

import java.util.ArrayList;
import java.util.List;
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

  /** All of them; fenced and unfenced next to each other. */
  static List<Variant> all() {
    List<Variant> variants = new ArrayList<>();
    for (Store store : Store.values()) {
      for (int concurrency : new int[] {1, 8}) {
        variants.add(new Variant(store, true, concurrency));
        variants.add(new Variant(store, false, concurrency));
      }
    }
    return variants;
  }

  String name() {
    return "%s, concurrency %d, %s"
        .formatted(
            store == Store.POSTGRESQL ? "PostgreSQL" : "Kafka",
            concurrency,
            fenced ? "fenced" : "unfenced");
  }

  /** In front of its topics. */
  String prefix() {
    return "%s-%s-%d.".formatted(store.name().toLowerCase(Locale.ROOT), fenced, concurrency);
  }

  Variant withFence(boolean hasFence) {
    return new Variant(store, hasFence, concurrency);
  }
}
