package dev.sagas.operate.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** How a schema's values are written in JSON if Avro's base type would not be readable. */
enum LogicalForm {
  /** As its base type. */
  PLAIN("a value"),
  /** Milliseconds since 1970 as an instant in ISO 8601. */
  MILLIS("an instant such as 2026-11-20T13:05:12.480Z"),
  /** Microseconds since 1970 as an instant in ISO 8601. */
  MICROS("an instant such as 2026-11-20T13:05:12.480123Z"),
  /** Days since 1970 as a date in ISO 8601. */
  DATE("a date such as 2026-11-20"),
  /** An unscaled number in bytes as its digits. */
  DECIMAL("a decimal number as text");

  private final String description;

  LogicalForm(String description) {
    this.description = description;
  }

  static LogicalForm of(Schema schema) {
    LogicalType type = schema.getLogicalType();
    if (type instanceof LogicalTypes.TimestampMillis) {
      return MILLIS;
    }
    if (type instanceof LogicalTypes.TimestampMicros) {
      return MICROS;
    }
    if (type instanceof LogicalTypes.Date) {
      return DATE;
    }
    return type instanceof LogicalTypes.Decimal ? DECIMAL : PLAIN;
  }

  /** What is expected in JSON, for messages. */
  String description() {
    return description;
  }

  /** The text of a number; only for the forms of numbers. */
  String text(long value) {
    return switch (this) {
      case MILLIS -> Instant.ofEpochMilli(value).toString();
      case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS).toString();
      case DATE -> LocalDate.ofEpochDay(value).toString();
      case PLAIN, DECIMAL -> Long.toString(value);
    };
  }

  /**
   * The number of a text; only for the forms of numbers.
   *
   * @throws java.time.DateTimeException if it has another form
   * @throws ArithmeticException if it is out of range
   */
  long number(String text) {
    return switch (this) {
      case MILLIS -> Instant.parse(text).toEpochMilli();
      case MICROS -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
      case DATE -> LocalDate.parse(text).toEpochDay();
      case PLAIN, DECIMAL -> Long.parseLong(text);
    };
  }

  /** A decimal of that schema. */
  static BigDecimal decimal(Schema schema, ByteBuffer unscaled) {
    byte[] bytes = new byte[unscaled.remaining()];
    unscaled.duplicate().get(bytes);
    return new BigDecimal(new BigInteger(bytes), scale(schema));
  }

  /**
   * The unscaled number of a decimal.
   *
   * @throws ArithmeticException if it has more digits than the schema takes
   */
  static BigInteger unscaled(Schema schema, BigDecimal decimal) {
    BigDecimal scaled = decimal.setScale(scale(schema));
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal type
        && scaled.precision() > type.getPrecision()) {
      throw new ArithmeticException("Expected at most " + type.getPrecision() + " digits");
    }
    return scaled.unscaledValue();
  }

  private static int scale(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal type ? type.getScale() : 0;
  }
}
