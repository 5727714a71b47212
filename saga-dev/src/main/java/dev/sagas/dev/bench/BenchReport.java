package dev.sagas.dev.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured.
 *
 * @param facts of the machine and the settings, by name
 * @param product the series of the product
 * @param topics what a saga of the last of them wrote
 * @param stores what a saga of all of them did in RocksDB; empty if not asked for
 * @param bound the series of the plain clients
 * @param targets how the results compare with what is aimed at
 * @param audited how many sagas were audited and how many violations found; empty if not asked for
 */
record BenchReport(
    BenchProfile profile,
    Map<String, String> facts,
    List<Series> product,
    List<TopicUse> topics,
    List<StoreUse> stores,
    List<Series> bound,
    List<Target> targets,
    Optional<Audited> audited) {
  /** The result of the audit. */
  record Audited(long sagas, long violations) {}

  BenchReport {
    facts = new LinkedHashMap<>(facts);
    product = List.copyOf(product);
    topics = List.copyOf(topics);
    stores = List.copyOf(stores);
    bound = List.copyOf(bound);
    targets = List.copyOf(targets);
  }

  /** The same, compared with targets. */
  BenchReport withTargets(List<Target> compared) {
    return new BenchReport(profile, facts, product, topics, stores, bound, compared, audited);
  }

  /** False if the audit found a violation. */
  boolean isClean() {
    return audited.map(result -> result.violations() == 0).orElse(true);
  }
}
