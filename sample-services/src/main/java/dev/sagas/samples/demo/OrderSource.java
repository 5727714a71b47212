package dev.sagas.samples.demo;

import dev.sagas.samples.order.OrderFile;
import dev.sagas.samples.order.OrderFileGenerator;
import dev.sagas.samples.order.SampleOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which orders the demo runs. */
final class OrderSource {
  private static final int DEFAULT_ORDERS = 1_000;

  @Option(
      names = "--orders",
      paramLabel = "FILE",
      description = "One order per line as JSON (default: sample-services/orders.ndjson).")
  private @Nullable Path file;

  @Option(
      names = "--sagas",
      paramLabel = "N",
      description = "The first N orders of the file; without a file, N orders are generated.")
  private @Nullable Integer count;

  /**
   * Reads or generates the orders.
   *
   * @throws IllegalArgumentException if there are fewer in the file than requested
   */
  List<SampleOrder> read() {
    if (file == null && count != null) {
      return OrderFileGenerator.orders(count).toList();
    }
    Optional<Path> from = Optional.ofNullable(file).or(OrderSource::ofThisRepository);
    List<SampleOrder> orders =
        from.map(OrderFile::read)
            .orElseGet(() -> OrderFileGenerator.orders(DEFAULT_ORDERS).toList());
    if (count != null && (count < 1 || count > orders.size())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Expected --sagas from 1 to the %d orders of the file, but got %d",
              orders.size(),
              count));
    }
    return count == null ? orders : orders.subList(0, count);
  }

  private static Optional<Path> ofThisRepository() {
    return Optional.ofNullable(System.getProperty("saga.home"))
        .map(home -> Path.of(home, "sample-services", "orders.ndjson"))
        .filter(Files::isReadable);
  }
}
