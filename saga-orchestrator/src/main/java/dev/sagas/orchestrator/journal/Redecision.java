package dev.sagas.orchestrator.journal;

/** What became of a recorded decision that was made again. */
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

  /** It says nothing about the definition, for a reason. */
  record Skipped(String reason) implements Redecision {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.skipped(this);
    }
  }

  /** It is another. */
  record Differs(Difference difference) implements Redecision {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.differs(this);
    }
  }
}
