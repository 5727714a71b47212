package dev.sagas.samples.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A file of orders: one JSON object per line. */
public final class OrderFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private OrderFile() {}

  /**
   * Reads all orders.
   *
   * @throws IllegalArgumentException if a line is not an order or an order occurs twice, with the
   *     number of the line
   * @throws UncheckedIOException if the file cannot be read
   */
  public static List<SampleOrder> read(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return read(reader, file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read the orders in " + file, e);
    }
  }

  /** Reads all orders of a text that has the given name. */
  static List<SampleOrder> read(BufferedReader reader, String name) throws IOException {
    List<SampleOrder> orders = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      SampleOrder order = parse(line, name + " line " + number);
      if (!ids.add(order.orderId())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Expected each order once, but %s line %d has %s again",
                name,
                number,
                order.orderId()));
      }
      orders.add(order);
    }
    return orders;
  }

  private static SampleOrder parse(String line, String where) {
    try {
      return JSON.readValue(line, SampleOrder.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Expected an order in " + where + ", but: " + e.getOriginalMessage(), e);
    }
  }

  /** Writes the orders, one line each, and replaces the file's contents. */
  public static void write(Path file, Stream<SampleOrder> orders) {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (Iterator<SampleOrder> each = orders.iterator(); each.hasNext(); ) {
        writer.write(JSON.writeValueAsString(each.next()));
        writer.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write the orders to " + file, e);
    }
  }
}
