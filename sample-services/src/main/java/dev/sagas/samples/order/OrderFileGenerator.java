package dev.sagas.samples.order;

import dev.sagas.samples.order.SampleOrder.Because;
import dev.sagas.samples.order.SampleOrder.Expected;
import dev.sagas.samples.order.SampleOrder.Line;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generates orders that fit the services' initial data.
 *
 * <ul>
 *   <li>Deterministic: the first n orders are the same however many are requested.
 *   <li>About 88 in 100 are paid for; each of the others fails in one of five ways.
 *   <li>Orders that should succeed have ample credit and stock; each order that should fail exceeds
 *       the customer's limit or the stock on its own. So the outcome does not depend on the order
 *       in which the sagas run.
 * </ul>
 */
public final class OrderFileGenerator {
  /** The most orders for which the services' initial data is ample. */
  public static final int MAX_ORDERS = 1_000_000;

  /** The limit of a person's credit, in cents; a firm's is never reached. */
  static final long PRIVATE_LIMIT_CENTS = 10_000;

  private static final long SEED = 20_261_120L;
  private static final int FIRMS = 400;
  private static final int AMPLE_PRODUCTS = 180;
  private static final int MAX_QUANTITY = 4;
  private static final List<String> CARRIERS = List.of("north-post", "blue-van", "swift-bike");
  private static final List<String> STREETS =
      List.of("Harbour Street", "Mill Lane", "Station Road", "Market Square", "Garden Row");
  private static final List<String> TOWNS =
      List.of("Northwick", "Eastbridge", "Lowfield", "Stonehaven", "Fairport");

  private final SplittableRandom random = new SplittableRandom(SEED);

  private OrderFileGenerator() {}

  /**
   * The first {@code count} orders.
   *
   * @throws IllegalArgumentException if {@code count} is not from 1 to {@value #MAX_ORDERS}
   */
  public static Stream<SampleOrder> orders(int count) {
    if (count < 1 || count > MAX_ORDERS) {
      throw new IllegalArgumentException(
          "Expected 1 to " + MAX_ORDERS + " orders, but got " + count);
    }
    OrderFileGenerator generator = new OrderFileGenerator();
    return IntStream.rangeClosed(1, count).mapToObj(generator::order);
  }

  /** Writes orders: the arguments are the file and how many. */
  public static void main(String[] arguments) {
    OrderFile.write(Path.of(arguments[0]), orders(Integer.parseInt(arguments[1])));
  }

  private SampleOrder order(int number) {
    Because because = because(random.nextInt(100));
    int firm = random.nextInt(FIRMS);
    List<Line> lines = lines(because);
    return new SampleOrder(
        String.format(Locale.ROOT, "order-%07d", number),
        customer(because, firm),
        lines,
        lines.stream().mapToLong(line -> line.quantity() * line.unitPriceCents()).sum(),
        "EUR",
        because == Because.CARD_DECLINED
            ? "card-blocked-" + random.nextInt(10)
            : String.format(Locale.ROOT, "card-%03d", firm),
        because == Because.CARRIER_TIMEOUT ? "snail-mail" : any(CARRIERS),
        String.format(Locale.ROOT, "%d %s, %s", 1 + random.nextInt(99), any(STREETS), any(TOWNS)),
        because == Because.PAID ? Expected.COMPLETED : Expected.COMPENSATED,
        because);
  }

  private static Because because(int percent) {
    if (percent < 88) {
      return Because.PAID;
    } else if (percent < 91) {
      return Because.CREDIT_REFUSED;
    } else if (percent < 92) {
      return Because.UNKNOWN_CUSTOMER;
    } else if (percent < 95) {
      return Because.OUT_OF_STOCK;
    } else if (percent < 98) {
      return Because.CARD_DECLINED;
    }
    return Because.CARRIER_TIMEOUT;
  }

  private String customer(Because because, int firm) {
    return switch (because) {
      case CREDIT_REFUSED -> String.format(Locale.ROOT, "private-%02d", random.nextInt(20));
      case UNKNOWN_CUSTOMER -> String.format(Locale.ROOT, "stranger-%02d", random.nextInt(100));
      case PAID, OUT_OF_STOCK, CARD_DECLINED, CARRIER_TIMEOUT ->
          String.format(Locale.ROOT, "customer-%03d", firm);
    };
  }

  private List<Line> lines(Because because) {
    TreeSet<Integer> products = new TreeSet<>();
    int count = 1 + random.nextInt(4);
    while (products.size() < count) {
      products.add(random.nextInt(AMPLE_PRODUCTS));
    }
    List<Line> lines = new ArrayList<>();
    for (int product : products) {
      lines.add(line(product, 1 + random.nextInt(MAX_QUANTITY)));
    }
    if (because == Because.OUT_OF_STOCK) {
      // Sold out, or one piece more than the last two.
      lines.add(line(AMPLE_PRODUCTS + random.nextInt(20), 3));
    }
    if (because == Because.CREDIT_REFUSED) {
      int scarcest = (int) (PRIVATE_LIMIT_CENTS / lines.get(0).unitPriceCents()) + 1;
      lines.set(0, new Line(lines.get(0).productId(), scarcest, lines.get(0).unitPriceCents()));
    }
    return lines;
  }

  private static Line line(int product, int quantity) {
    return new Line(
        String.format(Locale.ROOT, "product-%03d", product), quantity, priceCents(product));
  }

  /** From 1.99 to about 200, spread over the products without an obvious pattern. */
  private static long priceCents(int product) {
    return 199 + (product * 7_919L) % 19_801;
  }

  private String any(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
