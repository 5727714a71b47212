package dev.sagas.dev.fuzz;

/** A live or ended saga that a bad record is about. */
record Victim(String id, String run) {
  /** The command id of an attempt: {@code book-car/execute/1#1} is the first of that step. */
  String command(String attempt) {
    return id + "/" + run + "/" + attempt;
  }
}
