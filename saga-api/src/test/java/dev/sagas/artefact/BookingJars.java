package dev.sagas.artefact;

/**
 * Jars of one saga in several versions, whose record {@code com.acme.BookingData} has the same
 * class name and another schema in each. The package is one that Avro does not trust by itself.
 */
public final class BookingJars {
  /** The saga's type. */
  public static final String TYPE = "booking";

  /** A field that old data can be read without. */
  public static final String NOTE_WITH_DEFAULT =
      ", {\"name\": \"note\", \"type\": \"string\", \"default\": \"none\"}";

  /** A field that old data cannot be read without. */
  public static final String NOTE_WITHOUT_DEFAULT = ", {\"name\": \"note\", \"type\": \"string\"}";

  private BookingJars() {}

  /** The data's schema with further fields. */
  public static String data(String moreFields) {
    return record("BookingData", ", {\"name\": \"seats\", \"type\": \"int\"}" + moreFields);
  }

  /** The schema of a record with the booking's id and further fields. */
  public static String record(String name, String moreFields) {
    return """
    {"type": "record", "name": "%s", "namespace": "com.acme", "fields": [
      {"name": "bookingId", "type": "string"}%s
    ]}
    """
        .formatted(name, moreFields);
  }

  /** Version 1: seats are held, then the booking is confirmed. */
  public static JarBuilder version1() {
    return version(1, data(""), "\"plain\"");
  }

  /** Version 2: its data has a note, which goes with the command. */
  public static JarBuilder version2() {
    return version(2, data(NOTE_WITH_DEFAULT), "data.getNote()");
  }

  /**
   * Any version.
   *
   * @param note Java that tells the note of the command from {@code data}
   */
  public static JarBuilder version(int version, String dataSchema, String note) {
    return jar(dataSchema, definition(version, note));
  }

  /** Version 1 with its steps in another order. */
  public static JarBuilder reordered() {
    return jar(
        data(""),
        """
        package com.acme;

        import dev.sagas.definition.Saga;
        import dev.sagas.definition.SagaDefinition;

        public final class Booking implements SagaDefinition<BookingData> {
          @Override
          public Saga<BookingData> define() {
            return Saga.named("%s", 1, BookingData.class)
                .step("confirm", step -> step.participant("desk")
                    .command(ConfirmBooking.class, data -> new ConfirmBooking(data.getBookingId()))
                    .pivot())
                .step("hold-seats", step -> step.participant("seats")
                    .command(HoldSeats.class, data -> new HoldSeats(data.getBookingId(), "plain")))
                .build();
          }
        }
        """
            .formatted(TYPE));
  }

  private static JarBuilder jar(String dataSchema, String definition) {
    return new JarBuilder()
        .schema(dataSchema)
        .schema(record("HoldSeats", ", {\"name\": \"note\", \"type\": \"string\"}"))
        .schema(record("ReleaseSeats", ""))
        .schema(record("ConfirmBooking", ""))
        .definition("com.acme.Booking", definition);
  }

  private static String definition(int version, String note) {
    return """
    package com.acme;

    import dev.sagas.definition.Saga;
    import dev.sagas.definition.SagaDefinition;

    public final class Booking implements SagaDefinition<BookingData> {
      @Override
      public Saga<BookingData> define() {
        return Saga.named("%s", %d, BookingData.class)
            .step("hold-seats", step -> step.participant("seats")
                .command(HoldSeats.class, data -> new HoldSeats(data.getBookingId(), %s))
                .compensation(ReleaseSeats.class, data -> new ReleaseSeats(data.getBookingId())))
            .step("confirm", step -> step.participant("desk")
                .command(ConfirmBooking.class, data -> new ConfirmBooking(data.getBookingId()))
                .pivot())
            .build();
      }
    }
    """
        .formatted(TYPE, version, note);
  }
}
