package dev.sagas.dev.simulate;

import java.util.function.Supplier;

/** An invariant is violated: the engine has a bug. */
final class InvariantBroken extends RuntimeException {
  private final Invariant invariant;
  private final String what;

  InvariantBroken(Invariant invariant, String what) {
    super(invariant + ": " + what);
    this.invariant = invariant;
    this.what = what;
  }

  InvariantBroken(Invariant invariant, String what, Throwable cause) {
    super(invariant + ": " + what, cause);
    this.invariant = invariant;
    this.what = what;
  }

  /** Throws unless it holds; the message is created only if it does not. */
  static void unless(boolean holds, Invariant invariant, Supplier<String> what) {
    if (!holds) {
      throw new InvariantBroken(invariant, what.get());
    }
  }

  /** Throws unless it holds. */
  static void unless(boolean holds, Invariant invariant, String what) {
    if (!holds) {
      throw new InvariantBroken(invariant, what);
    }
  }

  Invariant invariant() {
    return invariant;
  }

  String what() {
    return what;
  }
}
