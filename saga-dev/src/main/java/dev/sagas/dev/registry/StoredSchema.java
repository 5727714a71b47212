package dev.sagas.dev.registry;

import java.util.List;

/** A schema as Avro prints it, which is what makes two schemas the same, and what it refers to. */
record StoredSchema(String text, List<Reference> references) {
  /** Another subject's version that defines {@code name}. */
  record Reference(String name, String subject, int version) {}

  StoredSchema {
    references = List.copyOf(references);
  }
}
