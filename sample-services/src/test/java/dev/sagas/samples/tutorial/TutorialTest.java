package dev.sagas.samples.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.cli.SagaCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The programs of the tutorial print what the tutorial shows. */
class TutorialTest {
  private static final Path TUTORIAL = Path.of("..", "docs", "tutorial.md");
  private static final Pattern OUTPUT = Pattern.compile("(?s)```text\n(.*?)```");
  private static final Pattern TIME = Pattern.compile("^ *\\+\\d+\\.\\d{3} s");
  private static final Pattern ANSWER_OF_A_BRANCH =
      Pattern.compile("hold-seats succeeded|book-shuttle rejected|turning back");

  @ParameterizedTest
  @CsvSource({"first, 0", "groups, 1"})
  void shouldPrintWhatTheTutorialShowsWhenRun(String program, int shown) throws IOException {
    // given
    StringWriter printed = new StringWriter();
    CommandLine saga = SagaCli.commandLine().setOut(new PrintWriter(printed, true));

    // when
    int exitCode = saga.execute("tutorial", program, "--data-dir", "target");

    // then
    assertThat(exitCode).isZero();
    assertThat(comparable(printed.toString())).isEqualTo(comparable(outputs().get(shown)));
  }

  private static List<String> outputs() throws IOException {
    return OUTPUT
        .matcher(Files.readString(TUTORIAL))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** Without times, and without what tells which branch of a group answered first. */
  private static List<String> comparable(String output) {
    return output
        .lines()
        .map(line -> TIME.matcher(line).replaceAll("TIME"))
        .filter(line -> !ANSWER_OF_A_BRANCH.matcher(line).find())
        .toList();
  }
}
