package dev.sagas.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Names the commands that may have been meant by an unknown word; everything else is answered as
 * picocli does.
 */
final class NearMiss implements IParameterExceptionHandler {
  /** One in this many letters may be wrong, missing, too many, or exchanged with the next. */
  private static final int LETTERS_PER_ERROR = 3;

  private static final int MAX_NAMED = 3;

  /** A word that is no command, where one is expected. */
  private record Unknown(CommandLine command, String word, int index) {}

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    Optional<Unknown> unknown = unknown(command, args).or(() -> unknown(failure));
    if (unknown.isPresent()) {
      print(unknown.get(), err);
    } else {
      err.println(command.getColorScheme().errorText(String.valueOf(failure.getMessage())));
      if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
        command.usage(err);
      }
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static void print(Unknown unknown, PrintWriter err) {
    CommandLine command = unknown.command();
    err.println(
        command
            .getColorScheme()
            .errorText(
                "Unmatched argument at index %s: '%s'".formatted(unknown.index(), unknown.word())));
    List<String> similar = similar(unknown.word(), command.getSubcommands().keySet());
    String path = command.getCommandSpec().qualifiedName() + " ";
    err.println(
        similar.isEmpty()
            ? "The commands are listed by: " + path + "--help"
            : "Did you mean: " + path + String.join(", or " + path, similar) + "?");
  }

  /** The first word that names no command, also if what comes after it is wrong, too. */
  private static Optional<Unknown> unknown(CommandLine command, String[] args) {
    CommandLine at = command.getCommandSpec().root().commandLine();
    for (int i = 0; i < args.length && !at.getSubcommands().isEmpty(); i++) {
      if (args[i].startsWith("-")) {
        return Optional.empty();
      }
      @Nullable CommandLine next = at.getSubcommands().get(args[i]);
      if (next == null) {
        return Optional.of(new Unknown(at, args[i], i));
      }
      at = next;
    }
    return Optional.empty();
  }

  /** The word that was asked about, where it is not an argument in a command's place. */
  private static Optional<Unknown> unknown(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
            && !unmatched.getUnmatched().isEmpty()
            && !unmatched.getUnmatched().get(0).startsWith("-")
            && !failure.getCommandLine().getSubcommands().isEmpty()
        ? Optional.of(new Unknown(failure.getCommandLine(), unmatched.getUnmatched().get(0), 1))
        : Optional.empty();
  }

  /** The most similar first; none if all differ too much. */
  static List<String> similar(String word, Collection<String> commands) {
    int most = Math.max(1, word.length() / LETTERS_PER_ERROR);
    DamerauLevenshteinDistance distance = new DamerauLevenshteinDistance();
    record Candidate(String name, int errors) {}
    return commands.stream()
        .map(name -> new Candidate(name, distance.apply(word, name)))
        .filter(candidate -> candidate.errors() <= most)
        .sorted(Comparator.comparingInt(Candidate::errors).thenComparing(Candidate::name))
        .limit(MAX_NAMED)
        .map(Candidate::name)
        .toList();
  }
}
