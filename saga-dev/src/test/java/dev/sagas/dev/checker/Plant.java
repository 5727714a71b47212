package dev.sagas.dev.checker;

import java.util.function.Consumer;

/** One violation that is written into a correct history. */
record Plant(VerdictKind kind, String what, Consumer<HistoryDraft> into) {
  @Override
  public String toString() {
    return kind + ": " + what;
  }
}
