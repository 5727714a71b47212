package dev.sagas.dev.fuzz;

import java.util.Set;

/** One kind of bad record: how a good one is spoiled, on which topics, and what must follow. */
interface BadKind {
  /** As an enum constant's. */
  String name();

  Story story();

  /**
   * What a kind is.
   *
   * @param what is wrong with the record, for people
   * @param topics where it is written to
   */
  record Story(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {}

  /** Spoils a good record. */
  interface Spoiler {
    void spoil(Draft draft, Workbench bench);
  }
}
