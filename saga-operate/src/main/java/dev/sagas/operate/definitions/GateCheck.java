package dev.sagas.operate.definitions;

import java.util.Optional;

/**
 * One comparison of a definition before it was deployed. It found no problem, or could not be made:
 * a definition with a problem is not deployed.
 *
 * @param against what the definition was compared with
 * @param whyNot why it could not be compared; empty if it was
 */
public record GateCheck(Question question, String against, Optional<String> whyNot) {
  /** What was asked. */
  public enum Question {
    /** A version never changes. */
    STRUCTURE("It has the structure that its version was first deployed with"),
    /** Whatever is written must be registered. */
    REGISTRY("The registry takes the schema of a record"),
    /** Sagas of older versions are moved to it. */
    OLDER_DATA("It reads data that was written before"),
    /** Instances are restarted one by one. */
    RUNNING_INSTANCES("Instances that are not restarted yet read its data"),
    /** Versions share records. */
    OTHER_VERSIONS("It reads the records of the versions that are deployed with it");

    private final String text;

    Question(String text) {
      this.text = text;
    }

    /** What holds if no problem was found, as a sentence. */
    public String text() {
      return text;
    }
  }
}
