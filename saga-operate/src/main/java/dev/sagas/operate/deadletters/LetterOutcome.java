package dev.sagas.operate.deadletters;

/** The result for a selected letter: a constant of the action's enum. */
public interface LetterOutcome {
  /** The constant's name. */
  String name();

  /** Whether the action is done. */
  LetterEffect effect();
}
