package dev.sagas.archive.command;

import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStores;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that says where the archive is. */
final class ArchiveAddress {
  @Option(
      names = "--to",
      defaultValue = "${env:SAGA_ARCHIVE_URL}",
      paramLabel = "URL",
      description =
          "The object store: file:///folder, or s3://bucket/prefix with the parameters endpoint,"
              + " region and path-style (default: SAGA_ARCHIVE_URL in the environment).")
  private @Nullable String url;

  /** Created by picocli, which sets the option. */
  ArchiveAddress() {}

  ObjectStore open(CommandSpec spec) {
    CommandLine command = spec.commandLine();
    if (url == null) {
      throw new MissingParameterException(
          command, spec.findOption("--to"), "Missing required option: '--to=URL'");
    }
    try {
      return ObjectStores.open(url);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--to: " + e.getMessage(), e);
    }
  }
}
