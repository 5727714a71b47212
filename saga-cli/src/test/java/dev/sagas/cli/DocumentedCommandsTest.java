package dev.sagas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Every command that the operators' pages show exists, with the options that they show. */
class DocumentedCommandsTest {
  private static final Path PAGES = Path.of("..", "docs", "operating");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /** Those of other modules. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "archive",
          "bench",
          "chaos",
          "claims",
          "demo",
          "dev",
          "export",
          "orchestrator",
          "simulate");

  private record Shown(String page, List<String> words) {}

  @Test
  void shouldTakeEveryCommandThatIsShown() throws IOException {
    List<Shown> all = new ArrayList<>();
    try (Stream<Path> pages = Files.list(PAGES)) {
      for (Path page : pages.filter(path -> path.toString().endsWith(".md")).toList()) {
        all.addAll(shown(page));
      }
    }
    List<String> wrong = new ArrayList<>();
    for (Shown shown : all) {
      try {
        CommandLine cli = SagaCli.commandLine();
        cli.parseArgs(connected(cli, shown.words()).toArray(String[]::new));
      } catch (ParameterException e) {
        wrong.add("%s: saga %s: %s".formatted(shown.page(), shown.words(), e.getMessage()));
      }
    }
    assertThat(all).hasSizeGreaterThan(40);
    assertThat(wrong).isEmpty();
  }

  /** Lines of code blocks that begin with the command. */
  private static List<Shown> shown(Path page) throws IOException {
    List<Shown> shown = new ArrayList<>();
    boolean inBlock = false;
    for (String line : Files.readAllLines(page, StandardCharsets.UTF_8)) {
      String text = line.strip();
      if (text.startsWith("```")) {
        inBlock = !inBlock;
      } else if (inBlock && text.matches("(\\$ )?(\\./)?saga [a-z].*") && !text.endsWith("\\")) {
        List<String> words = words(text.replaceFirst("^(\\$ )?(\\./)?saga ", ""));
        if (!ELSEWHERE.contains(words.get(0))) {
          shown.add(new Shown(page.getFileName().toString(), words));
        }
      }
    }
    return shown;
  }

  /** Up to a comment, a pipe or a redirection; a placeholder such as ID becomes a name. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String plain = matcher.group(3);
      if (plain != null && plain.matches("[#|<>].*")) {
        break;
      }
      String quoted = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      String word = plain == null ? String.valueOf(quoted) : plain;
      words.add(word.matches("[A-Z]+") ? word.toLowerCase(Locale.ROOT) : word);
    }
    return words;
  }

  /** With the connection that the pages take from the environment. */
  private static List<String> connected(CommandLine cli, List<String> words) {
    CommandLine command = cli;
    for (String word : words) {
      command = command.getSubcommands().getOrDefault(word, command);
    }
    List<String> all = new ArrayList<>(words);
    for (String option : List.of("--bootstrap-server", "--schema-registry")) {
      if (command.getCommandSpec().findOption(option) != null && !words.contains(option)) {
        all.add(option + "=http://localhost:1");
      }
    }
    return all;
  }
}
