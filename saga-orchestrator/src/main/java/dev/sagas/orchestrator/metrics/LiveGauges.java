package dev.sagas.orchestrator.metrics;

import dev.sagas.index.live.CountKey;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.index.live.WaitCount;
import dev.sagas.index.live.WaitKey;
import dev.sagas.protocol.WaitReason;
import io.micrometer.core.instrument.MultiGauge;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Shows what the live sagas wait for, each time that it is asked to. */
final class LiveGauges {
  private final LiveIndex index;
  private final Clock clock;
  private final Map<EngineMeter, MultiGauge> gauges = new EnumMap<>(EngineMeter.class);

  LiveGauges(Meters meters, LiveIndex index, Clock clock) {
    this.index = index;
    this.clock = clock;
    for (EngineMeter meter :
        List.of(
            EngineMeter.LIVE,
            EngineMeter.OLDEST_WAIT,
            EngineMeter.AWAITED,
            EngineMeter.INCIDENTS_OPEN)) {
      gauges.put(meter, meters.rows(meter));
    }
  }

  void refresh() {
    Map<Labels, Number> live = new HashMap<>();
    index.counts().forEach((key, sagas) -> add(live, of(key), sagas));
    show(EngineMeter.LIVE, live);
    Map<Labels, Number> awaited = new HashMap<>();
    Map<Labels, Number> incidents = new HashMap<>();
    index
        .waits()
        .forEach(
            (key, sagas) -> {
              add(awaited, of(key, WaitReason.Kind.REPLY, WaitKey::participant), sagas);
              add(incidents, of(key, WaitReason.Kind.INCIDENT, WaitKey::incidentCode), sagas);
            });
    show(EngineMeter.AWAITED, awaited);
    show(EngineMeter.INCIDENTS_OPEN, incidents);
    show(EngineMeter.OLDEST_WAIT, ages());
  }

  private static Optional<Labels> of(CountKey key) {
    return key.waitsFor().map(wait -> Labels.of(key.definition().type(), wait.kind()));
  }

  private static Optional<Labels> of(
      WaitCount counted, WaitReason.Kind kind, Function<WaitKey, Optional<String>> label) {
    return counted.waitsFor().kind() == kind
        ? label.apply(counted.waitsFor()).map(Labels::of)
        : Optional.empty();
  }

  private static void add(Map<Labels, Number> rows, Optional<Labels> labels, long sagas) {
    labels.ifPresent(
        row -> rows.merge(row, sagas, (one, other) -> one.longValue() + other.longValue()));
  }

  /** One row for each kind, also for those for which nothing waits: an alert needs a 0. */
  private Map<Labels, Number> ages() {
    long nowMs = clock.millis();
    Map<WaitReason.Kind, Long> sinceMs = new EnumMap<>(WaitReason.Kind.class);
    for (WaitReason.Kind kind : WaitReason.Kind.values()) {
      sinceMs.put(kind, nowMs);
    }
    index.oldest().forEach((wait, since) -> sinceMs.merge(wait.kind(), since, Math::min));
    Map<Labels, Number> ages = new HashMap<>();
    sinceMs.forEach((kind, since) -> ages.put(Labels.of(kind), (nowMs - since) / 1_000.0));
    return ages;
  }

  private void show(EngineMeter meter, Map<Labels, Number> values) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    values.forEach((labels, value) -> rows.add(Meters.row(meter, labels, value)));
    MultiGauge gauge = gauges.get(meter);
    if (gauge != null) {
      gauge.register(rows, true);
    }
  }
}
