package dev.sagas.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: our version, from the manifest of the jar, and that of Java. */
final class Version implements IVersionProvider {
  private static final String UNPACKAGED = "(not packaged)";

  @Override
  public String[] getVersion() {
    return new String[] {
      "saga "
          + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
              .orElse(UNPACKAGED),
      "Java " + Runtime.version()
    };
  }
}
