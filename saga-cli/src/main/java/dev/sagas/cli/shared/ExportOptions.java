package dev.sagas.cli.shared;

import dev.sagas.index.exported.ExportConnector;
import dev.sagas.index.exported.ExportedSagas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that can ask the database of an export. */
public final class ExportOptions {
  private static final int MAX_PASSWORD_BYTES = 16 * 1024;

  @Option(
      names = "--export",
      defaultValue = "${env:SAGA_EXPORT_URL}",
      paramLabel = "URL",
      description =
          "The database that saga export fills, such as jdbc:postgresql://localhost/sagas"
              + " (default: SAGA_EXPORT_URL in the environment, or none).")
  private @Nullable String url;

  @Option(
      names = "--export-user",
      defaultValue = "",
      paramLabel = "NAME",
      description = "The user of that database; reading is enough.")
  private String user;

  @Option(
      names = "--export-password-file",
      paramLabel = "FILE",
      description = "A file with the user's password (default: none).")
  private @Nullable Path passwordFile;

  @Option(
      names = "--export-schema",
      defaultValue = "sagas",
      paramLabel = "NAME",
      description = "The schema of the exported tables (default: ${DEFAULT-VALUE}).")
  private String schema;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public ExportOptions() {}

  /** True if a database is named. */
  public boolean isGiven() {
    return url != null && !url.isBlank();
  }

  /**
   * What was exported; empty if no database is named. To be closed.
   *
   * @throws IOException if the password cannot be read
   */
  public Optional<ExportedSagas> open() throws IOException {
    return isGiven() ? Optional.of(ExportConnector.load().connect(address())) : Optional.empty();
  }

  /**
   * Where the database is.
   *
   * @throws IOException if the password cannot be read
   */
  public ExportConnector.Address address() throws IOException {
    if (url == null) {
      throw MissingOption.named("--export=URL");
    }
    String password =
        passwordFile == null
            ? ""
            : TextInput.read(passwordFile.toString(), MAX_PASSWORD_BYTES).strip();
    return new ExportConnector.Address(url, user, password, schema);
  }
}
