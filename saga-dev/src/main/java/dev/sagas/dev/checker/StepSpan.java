package dev.sagas.dev.checker;

/**
 * One effect of a step as the journal shows it: from the transition that it succeeded or became
 * unknown to the one that it was undone. Times are positions among the events of the run.
 */
final class StepSpan {
  private static final int NEVER = Integer.MAX_VALUE;

  private final String step;
  private final int begunAt;
  private long sequence;
  private int undoSentAt = NEVER;
  private int undoneAt = NEVER;
  private boolean givenUp;

  StepSpan(String step, int begunAt, long sequence) {
    this.step = step;
    this.begunAt = begunAt;
    this.sequence = sequence;
  }

  String step() {
    return step;
  }

  void resequence(long newest) {
    sequence = newest;
  }

  void undoSent(int at) {
    undoSentAt = Math.min(undoSentAt, at);
  }

  void undone(int at) {
    undoneAt = Math.min(undoneAt, at);
  }

  void giveUp() {
    givenUp = true;
  }

  /**
   * True if this effect was to be undone after a later one, but its undo was sent before. An undo
   * that was given up once may be repeated at any time.
   */
  boolean isUndoneBefore(StepSpan later) {
    return sequence < later.sequence
        && undoSentAt != NEVER
        && later.undoSentAt != NEVER
        && later.begunAt < undoSentAt
        && undoSentAt < later.undoneAt
        && !givenUp
        && !later.givenUp;
  }
}
