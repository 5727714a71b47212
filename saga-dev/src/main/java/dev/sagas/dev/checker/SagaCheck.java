package dev.sagas.dev.checker;

import java.util.function.Consumer;

/** One question asked of every saga. */
interface SagaCheck {
  /** Reports each violation. */
  void check(SagaHistory saga, Consumer<Verdict> verdicts);
}
