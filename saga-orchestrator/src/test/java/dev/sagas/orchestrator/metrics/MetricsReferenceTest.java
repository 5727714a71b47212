package dev.sagas.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference is made from the table: {@code -Dsaga.docs.write=true} writes it again. */
class MetricsReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "metrics.md");

  private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

  @Test
  void shouldDescribeEveryMetricAsDefined() throws IOException {
    // given
    String expected = render();
    if (Boolean.getBoolean("saga.docs.write")) {
      Files.writeString(REFERENCE, expected);
    }

    // when
    String actual = Files.readString(REFERENCE);

    // then
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void shouldHaveNoTagOfAnUnboundedNumberOfValues() {
    assertThat(Stream.of(EngineMeter.values()).flatMap(meter -> meter.tags().stream()))
        .isSubsetOf(
            "saga.type",
            "version",
            "step",
            "action",
            "participant",
            "outcome",
            "code",
            "wait",
            "partition");
  }

  private static String render() {
    StringBuilder text =
        new StringBuilder(
            """
            # Metrics of the orchestrator

            Generated from `EngineMeter` and checked by a test.

            Each instance serves its metrics for Prometheus under `/metrics`, unless `metrics.enabled` is
            `false`. How to scrape them, dashboards and alerts: [monitoring](../operating/monitoring.md).

            - Times are in seconds. A histogram `X` has the series `X_bucket`, `X_count`, `X_sum` and `X_max`;
              a summary has the same without `X_bucket`. Counters begin at 0 when the process starts.
            - What is counted is committed; what was decided and then aborted is not counted.
            - No label has an unbounded number of values, such as saga ids. Codes that participants
              choose are told apart up to the first 100 of an instance; further ones are `other`.
            - Kafka Streams' metrics and those of its clients begin with `kafka_`, those of the JVM with `jvm_`,
              `process_` and `system_`, those of the disk that holds the state with `disk_`.
            - Participants have [metrics of their own](participant.md).

            | metric | kind | labels | meaning |
            |---|---|---|---|
            """);
    for (EngineMeter meter : EngineMeter.values()) {
      text.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  meter.prometheusName(), kind(meter), labels(meter.tags()), meter.meaning()));
    }
    return text.toString();
  }

  private static String kind(EngineMeter meter) {
    return switch (meter.kind()) {
      case LATENCY, DURATION -> "histogram";
      case AGE -> "gauge";
      case QUICK -> "quantiles";
      case COUNTER, SUMMARY, GAUGE -> meter.kind().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String labels(List<String> tags) {
    return tags.stream()
        .map(tag -> "`" + NAMES.tagKey(tag) + "`")
        .collect(Collectors.joining(", "));
  }
}
