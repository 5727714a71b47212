package dev.sagas.cli;

import dev.sagas.cli.shared.Converters;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.RefusedException;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.cli.shared.StandardStreams;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code saga} command. */
@Command(
    name = "saga",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Sagas over Kafka: run, inspect and check them.",
    synopsisSubcommandLabel = "COMMAND")
public final class SagaCli implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before run
  private SagaCli() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    StandardStreams.useUtf8();
    if (StandardStreams.isMutilated(args)) {
      System.err.println(
          "Expected arguments in the encoding of the locale, but some cannot be read: set LC_ALL"
              + " to a locale with UTF-8, such as C.UTF-8");
      System.exit(ExitCodes.FAILED);
    }
    System.exit(StandardStreams.toUtf8(commandLineFor(args)).execute(args));
  }

  /** The subcommands that say something of all others. */
  private static final Set<String> NAME_OTHERS = Set.of(HelpCommand.NAME, CompletionCommand.NAME);

  /** The command with all its subcommands. */
  public static CommandLine commandLine() {
    return with(ServiceLoader.load(SagaSubcommand.class).stream().toList());
  }

  /**
   * The command with the subcommand that the arguments name, or with all if they name none, or ask
   * for help: to create all of them takes longer than most of them run.
   */
  public static CommandLine commandLineFor(String... args) {
    if (List.of(args).equals(List.of("--version")) || List.of(args).equals(List.of("-V"))) {
      return with(List.of());
    }
    List<ServiceLoader.Provider<SagaSubcommand>> all =
        ServiceLoader.load(SagaSubcommand.class).stream().toList();
    List<ServiceLoader.Provider<SagaSubcommand>> named =
        all.stream().filter(each -> args.length > 0 && name(each).equals(args[0])).toList();
    boolean needsAll = named.isEmpty() || NAME_OTHERS.contains(args[0]);
    return with(needsAll ? all : named);
  }

  private static String name(ServiceLoader.Provider<SagaSubcommand> subcommand) {
    Command command = subcommand.type().getAnnotation(Command.class);
    return command == null ? "" : command.name();
  }

  private static CommandLine with(List<ServiceLoader.Provider<SagaSubcommand>> subcommands) {
    CommandLine commandLine = new CommandLine(new SagaCli());
    subcommands.forEach(subcommand -> commandLine.addSubcommand(subcommand.get()));
    Converters.register(commandLine);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(SagaCli::failed);
    commandLine.setExecutionStrategy(SagaCli::run);
    commandLine.setParameterExceptionHandler(new NearMiss());
    nameVersion(commandLine);
    return commandLine;
  }

  /** Every command has the option, so each must know the version. */
  private static void nameVersion(CommandLine commandLine) {
    for (CommandLine subcommand : commandLine.getSubcommands().values()) {
      subcommand.getCommandSpec().versionProvider(new Version());
      nameVersion(subcommand);
    }
  }

  /** Help is shown only for what exists: with {@code --help}, picocli ignores unknown words. */
  private static int run(CommandLine.ParseResult parsed) {
    for (CommandLine command : parsed.asCommandLineList()) {
      if (!command.getUnmatchedArguments().isEmpty()) {
        throw new CommandLine.UnmatchedArgumentException(command, command.getUnmatchedArguments());
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int failed(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    commandLine.getErr().println(commandLine.getColorScheme().errorText(reason(failure)));
    if (Boolean.getBoolean("saga.debug")) {
      failure.printStackTrace(commandLine.getErr());
    }
    return failure instanceof RefusedException ? ExitCodes.FAULT : ExitCodes.FAILED;
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getName() : message;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
  }
}
