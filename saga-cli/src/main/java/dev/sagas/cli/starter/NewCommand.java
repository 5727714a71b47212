package dev.sagas.cli.starter;

import dev.sagas.cli.shared.SagaSubcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a project to begin with. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a Maven project with a saga, three services on PostgreSQL and tests, to begin with.",
      "Exit code: 0 written, 2 the directory is not empty, or a name does not fit."
    })
public final class NewCommand implements SagaSubcommand {
  @Parameters(paramLabel = "DIR", description = "A directory that is empty or not there yet.")
  private Path directory;

  @Option(
      names = "--package",
      required = true,
      paramLabel = "PACKAGE",
      description = "The package of its classes, such as com.acme.orders.")
  private String packageName;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The name of the project and of its saga, such as orders (default: that of DIR).")
  private @Nullable String name;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public NewCommand() {}

  @Override
  public Integer call() throws IOException {
    ProjectNames names = names();
    requireEmpty();
    int files = StarterProject.packed().write(directory, names);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Wrote " + files + " files to " + directory + "; README.md says what to do next.");
    out.flush();
    return 0;
  }

  private ProjectNames names() {
    String chosen = Optional.ofNullable(name).orElse(nameOf(directory));
    try {
      return new ProjectNames(packageName, chosen);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static String nameOf(Path directory) {
    Path last = directory.toAbsolutePath().normalize().getFileName();
    return last == null ? "" : last.toString();
  }

  private void requireEmpty() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.isDirectory(directory)) {
      throw notEmpty("is a file");
    }
    try (Stream<Path> children = Files.list(directory)) {
      if (children.findAny().isPresent()) {
        throw notEmpty("is not empty");
      }
    }
  }

  private ParameterException notEmpty(String problem) {
    return new ParameterException(
        spec.commandLine(),
        "Expected a directory that is empty or not there yet, but " + directory + " " + problem);
  }
}
