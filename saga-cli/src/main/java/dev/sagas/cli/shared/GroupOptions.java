package dev.sagas.cli.shared;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option of all commands that look at the groups of participants. */
public final class GroupOptions {
  /** Its name on the command line. */
  public static final String NAME = "--group";

  @Option(
      names = NAME,
      paramLabel = "PARTICIPANT=GROUP",
      description =
          "The group of a participant whose group.id is not the prefix and its name; "
              + "repeatable.")
  private Map<String, String> groups = new LinkedHashMap<>();

  /** Created by picocli, which sets the option. */
  GroupOptions() {}

  /** The groups that were named, by participant. */
  public Map<String, String> named() {
    return Map.copyOf(groups);
  }
}
