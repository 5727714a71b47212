package dev.sagas.samples.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.sagas.protocol.SagaId;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.OrderLine;
import java.util.List;

/**
 * One line of a file of orders: the order, and how its saga is expected to end.
 *
 * <p>The expectation holds in whatever order the sagas run: it depends only on this order and on
 * the services' initial data.
 */
@JsonPropertyOrder({
  "orderId",
  "customerId",
  "lines",
  "totalCents",
  "currency",
  "cardToken",
  "carrier",
  "address",
  "expected",
  "because"
})
public record SampleOrder(
    String orderId,
    String customerId,
    List<Line> lines,
    long totalCents,
    String currency,
    String cardToken,
    String carrier,
    String address,
    Expected expected,
    Because because) {
  /** How a saga ends. */
  public enum Expected {
    @JsonProperty("completed")
    COMPLETED,
    @JsonProperty("compensated")
    COMPENSATED
  }

  /** Why it ends so. */
  public enum Because {
    @JsonProperty("paid")
    PAID(""),
    @JsonProperty("credit-refused")
    CREDIT_REFUSED("CREDIT_LIMIT_EXCEEDED"),
    @JsonProperty("unknown-customer")
    UNKNOWN_CUSTOMER("UNKNOWN_CUSTOMER"),
    @JsonProperty("out-of-stock")
    OUT_OF_STOCK("OUT_OF_STOCK"),
    @JsonProperty("card-declined")
    CARD_DECLINED("CARD_DECLINED"),
    @JsonProperty("carrier-timeout")
    CARRIER_TIMEOUT("CARRIER_TIMEOUT");

    private final String reasonCode;

    Because(String reasonCode) {
      this.reasonCode = reasonCode;
    }

    /** The reason code of the saga's outcome; empty if it should complete. */
    public String reasonCode() {
      return reasonCode;
    }
  }

  /** One product of an order. */
  public record Line(String productId, int quantity, long unitPriceCents) {}

  public SampleOrder {
    lines = List.copyOf(lines);
  }

  public SagaId sagaId() {
    return new SagaId(orderId);
  }

  /** How many pieces are ordered in all. */
  int pieces() {
    return lines.stream().mapToInt(Line::quantity).sum();
  }

  /** The data that starts the order's saga. */
  public OrderData toData() {
    List<OrderLine> products =
        lines.stream()
            .map(line -> new OrderLine(line.productId(), line.quantity(), line.unitPriceCents()))
            .toList();
    return OrderData.newBuilder()
        .setOrderId(orderId)
        .setCustomerId(customerId)
        .setLines(products)
        .setTotalCents(totalCents)
        .setCurrency(currency)
        .setCardToken(cardToken)
        .setCarrier(carrier)
        .setAddress(address)
        .build();
  }
}
