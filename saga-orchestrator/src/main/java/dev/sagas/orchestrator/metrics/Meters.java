package dev.sagas.orchestrator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the meters of the table in a registry.
 *
 * <ul>
 *   <li>A meter is made when its labels are first used, and then found without making any text: the
 *       stream threads count here.
 *   <li>Thread-safe.
 * </ul>
 */
final class Meters {
  private static final Duration[] LATENCY = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5)
  };

  private static final Duration[] DURATION = {
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30),
    Duration.ofHours(2),
    Duration.ofHours(12),
    Duration.ofDays(2),
    Duration.ofDays(7),
    Duration.ofDays(30)
  };

  private static final double MEDIAN = 0.5;
  private static final double NEARLY_ALL = 0.99;

  private final MeterRegistry registry;
  private final Map<EngineMeter, Map<Labels, Counter>> counters = tables();
  private final Map<EngineMeter, Map<Labels, Timer>> timers = tables();

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  private static <M> Map<EngineMeter, Map<Labels, M>> tables() {
    Map<EngineMeter, Map<Labels, M>> tables = new EnumMap<>(EngineMeter.class);
    for (EngineMeter meter : EngineMeter.values()) {
      tables.put(meter, new ConcurrentHashMap<>());
    }
    return tables;
  }

  private static <M> Map<Labels, M> table(
      Map<EngineMeter, Map<Labels, M>> tables, EngineMeter meter) {
    Map<Labels, M> table = tables.get(meter);
    if (table == null) {
      throw new IllegalStateException("Expected a table of " + meter);
    }
    return table;
  }

  Counter counter(EngineMeter meter, Labels labels) {
    Map<Labels, Counter> known = table(counters, meter);
    Counter counter = known.get(labels);
    if (counter == null) {
      counter = known.computeIfAbsent(labels, wanted -> makeCounter(meter, wanted));
    }
    return counter;
  }

  private Counter makeCounter(EngineMeter meter, Labels labels) {
    return Counter.builder(meter.id())
        .description(meter.meaning())
        .tags(tags(meter, labels))
        .register(registry);
  }

  /** Records a time; one below 0, of clocks that disagree, counts as 0. */
  void time(EngineMeter meter, Labels labels, long ms) {
    record(timer(meter, labels), ms);
  }

  /** Records a time with a timer of these; one below 0 counts as 0. */
  static void record(Timer timer, long ms) {
    timer.record(Math.max(0, ms), TimeUnit.MILLISECONDS);
  }

  Timer timer(EngineMeter meter, Labels labels) {
    Map<Labels, Timer> known = table(timers, meter);
    Timer timer = known.get(labels);
    if (timer == null) {
      timer = known.computeIfAbsent(labels, wanted -> makeTimer(meter, wanted));
    }
    return timer;
  }

  private Timer makeTimer(EngineMeter meter, Labels labels) {
    return Timer.builder(meter.id())
        .description(meter.meaning())
        .tags(tags(meter, labels))
        .serviceLevelObjectives(meter.kind() == EngineMeter.Kind.DURATION ? DURATION : LATENCY)
        .register(registry);
  }

  /** A timer of what takes less than a millisecond, with its median and its 99th percentile. */
  Timer quick(EngineMeter meter) {
    return Timer.builder(meter.id())
        .description(meter.meaning())
        .publishPercentiles(MEDIAN, NEARLY_ALL)
        .register(registry);
  }

  DistributionSummary summary(EngineMeter meter) {
    return DistributionSummary.builder(meter.id()).description(meter.meaning()).register(registry);
  }

  /** A counter that something else counts; it must never fall. */
  void count(EngineMeter meter, LongSupplier value) {
    FunctionCounter.builder(meter.id(), value, LongSupplier::getAsLong)
        .description(meter.meaning())
        .register(registry);
  }

  void gauge(EngineMeter meter, Supplier<Number> value) {
    Gauge.builder(meter.id(), value).description(meter.meaning()).register(registry);
  }

  /** A gauge of which all rows are replaced at once. */
  MultiGauge rows(EngineMeter meter) {
    return MultiGauge.builder(meter.id())
        .description(meter.meaning())
        .baseUnit(meter.kind() == EngineMeter.Kind.AGE ? EngineMeter.SECONDS : null)
        .register(registry);
  }

  static MultiGauge.Row<?> row(EngineMeter meter, Labels labels, Number value) {
    return MultiGauge.Row.of(tags(meter, labels), value);
  }

  private static Tags tags(EngineMeter meter, Labels labels) {
    List<Object> values = labels.values();
    if (values.size() != meter.tags().size()) {
      throw new IllegalArgumentException(
          "Expected %s to have the tags %s, but got %s".formatted(meter, meter.tags(), values));
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      tags.add(Tag.of(meter.tags().get(i), text(values.get(i))));
    }
    return Tags.of(tags);
  }

  private static String text(@Nullable Object value) {
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : String.valueOf(value);
  }
}
