package dev.sagas.engine.journal;

/** The result of repeating a recorded decision. */
sealed interface Redecision {
  /** Dispatches by kind; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

  /**
   * One method for each kind.
   *
   * @param <R> what the visitor makes of it
   */
  interface Visitor<R> {
    R same(Same again);

    R skipped(Skipped again);

    R differs(Differs again);
  }

  /** It is the same. */
  record Same() implements Redecision {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.same(this);
    }
  }

  /** It does not depend on the definition, for a reason. */
  record Skipped(String reason) implements Redecision {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.skipped(this);
    }
  }

  /** It differs. */
  record Differs(Difference difference) implements Redecision {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.differs(this);
    }
  }
}
