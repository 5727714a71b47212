package dev.sagas.orchestrator.definitions;

import dev.sagas.artefact.BookingJars;
import dev.sagas.artefact.JarBuilder;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A small definition with one function of interest.
 *
 * @param note the note of its command from {@code data}: an expression, or a block
 * @param reason why it cannot be proved that the function returns
 * @param members further members of its class
 */
record Shape(String name, String note, String reason, String members) {
  private static final String TYPE = "shape";

  /** A class with other methods than those of definitions, some of which do not return. */
  private static final String ROWS =
      """
      package com.acme;
      final class Rows {
        static String note(BookingData data) { return data.getRows().isEmpty() ? "" : "rows"; }
        static abstract class Row { abstract String text(BookingData data); }
        static final class Short extends Row { String text(BookingData data) { return "s"; } }
        static final class Endless extends Row {
          String text(BookingData data) { while (data.getSeats() > 0) {} return "e"; }
        }
      }
      """;

  private static final String SPINNING =
      "package com.acme; final class Spinning { static String note(BookingData d) { for (;;) {} } }";

  private static final String FIELDS =
      """
      , {"name": "note", "type": "string"},
      {"name": "seatKind",
        "type": {"type": "enum", "name": "SeatKind", "symbols": ["STALL", "BOX"]}},
      {"name": "rows", "type": {"type": "array", "items":
        {"type": "record", "name": "SeatRow", "fields": [
          {"name": "rowName", "type": "string"}, {"name": "seats", "type": "int"}]}}}
      """;

  Shape(String name, String note) {
    this(name, note, "");
  }

  Shape(String name, String note, String reason) {
    this(name, note, reason, "");
  }

  /** Adds members to its class. */
  Shape with(String more) {
    return new Shape(name, note, reason, members + more + "\n");
  }

  String className() {
    return "com.acme." + name;
  }

  /** A jar with all of them as versions of one saga, from 1 on. */
  static Path jar(Stream<Shape> shapes, Path folder) {
    JarBuilder jar =
        new JarBuilder()
            .schema(BookingJars.data(FIELDS))
            .schema(BookingJars.record("HoldSeats", ", {\"name\": \"note\", \"type\": \"string\"}"))
            .source("com.acme.Rows", ROWS)
            .source("com.acme.Spinning", SPINNING);
    int version = 0;
    for (Iterator<Shape> each = shapes.iterator(); each.hasNext(); ) {
      Shape shape = each.next();
      version++;
      jar.definition(shape.className(), shape.source(version));
    }
    return jar.write(folder.resolve("shapes.jar"));
  }

  /** Begins with its members, in the second line: messages name lines. */
  private String source(int version) {
    String body = note.startsWith("{") ? note : "new HoldSeats(data.getBookingId(), " + note + ")";
    return """
    package com.acme; public final class %s implements dev.sagas.definition.SagaDefinition<BookingData> {
    %s
      public dev.sagas.definition.Saga<BookingData> define() {
        return dev.sagas.definition.Saga.named("%s", %s, BookingData.class)
            .step("hold", step -> step.participant("seats").command(HoldSeats.class, data -> %s))
            .build();
      }
    }
    """
        .formatted(name, members, TYPE, version, body);
  }

  static boolean isIncluded(ProvedDefinitions proofs, int version) {
    return proofs.include(TYPE, OptionalInt.of(version));
  }

  static boolean areAllIncluded(ProvedDefinitions proofs) {
    return proofs.include(TYPE, OptionalInt.empty());
  }
}
