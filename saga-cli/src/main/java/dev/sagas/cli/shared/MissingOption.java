package dev.sagas.cli.shared;

/** An option is missing that this way of running the command needs. */
final class MissingOption extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private MissingOption(String message) {
    super(message);
  }

  static MissingOption named(String option) {
    return new MissingOption("Missing required option: '" + option + "'");
  }
}
