package dev.sagas.dev.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad records of every kind on every topic while good sagas run: none of these is lost or stands
 * for long, and each bad record is accounted for.
 *
 * <ul>
 *   <li>{@code saga.fuzz.records}, 600 by default, are dealt to processes of three locales, 50 a
 *       second; {@code saga.fuzz.locales} names fewer.
 *   <li>{@code saga.fuzz.seed} repeats a run; it is printed.
 *   <li>{@code saga.fuzz.standing.ms}, 2 000 by default, is how long a good saga may stand.
 *   <li>{@code saga.fuzz.leave.out} names kinds that are not written.
 * </ul>
 */
@Tag("fuzz")
class FuzzTest {
  private static final int RECORDS = Integer.getInteger("saga.fuzz.records", 600);
  private static final long SEED = Long.getLong("saga.fuzz.seed", new Random().nextInt());
  private static final long STANDING_MS = Long.getLong("saga.fuzz.standing.ms", 2_000);
  private static final int GOOD_PER_SECOND = Integer.getInteger("saga.fuzz.good.per.second", 20);

  /** The audit lists a bounded number of findings. */
  private static final int MOST_IN_A_PROCESS = 1_000;

  private static final long LIMIT_MINUTES = 8;

  @TempDir private Path directory;

  /** One process. */
  private record Round(FuzzLocale locale, FuzzSettings settings) {
    @Override
    public String toString() {
      return locale + ", seed " + settings.seed() + ", records " + settings.first() + " and on";
    }
  }

  private static Stream<Round> rounds() {
    List<FuzzLocale> locales = locales();
    int even = (RECORDS + locales.size() - 1) / locales.size();
    int each = Math.min(even, MOST_IN_A_PROCESS);
    Set<String> leftOut = words("saga.fuzz.leave.out").collect(Collectors.toSet());
    List<Round> rounds = new ArrayList<>();
    for (int first = 0; first < RECORDS; first += each) {
      FuzzSettings settings =
          new FuzzSettings(
              SEED, first, Math.min(each, RECORDS - first), GOOD_PER_SECOND, STANDING_MS, leftOut);
      rounds.add(new Round(locales.get(rounds.size() % locales.size()), settings));
    }
    return rounds.stream();
  }

  private static List<FuzzLocale> locales() {
    List<FuzzLocale> named = words("saga.fuzz.locales").map(FuzzLocale::valueOf).toList();
    return named.isEmpty() ? List.of(FuzzLocale.values()) : named;
  }

  private static Stream<String> words(String property) {
    return Arrays.stream(System.getProperty(property, "").split(","))
        .filter(word -> !word.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void shouldLoseNothingAndStandStillForNobodyWhenRecordsAreBad(Round round)
      throws IOException, InterruptedException {
    // given
    System.out.println("The fuzz: " + round);
    Path reportFile = directory.resolve("report");
    Path log = directory.resolve("log");

    // when
    Process process = start(round, reportFile, log);
    boolean ended;
    try {
      ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    } finally {
      process.destroyForcibly();
    }

    // then
    String report = Files.exists(reportFile) ? Files.readString(reportFile) : "no report\n";
    if (!ended || process.exitValue() > 1 || !report.contains("good sagas:")) {
      report += endOf(log);
    }
    System.out.println(report);
    assertThat(ended).as("ended within %s minutes: %s", LIMIT_MINUTES, report).isTrue();
    assertThat(process.exitValue()).as("%s: %s", round, report).isZero();
  }

  private static Process start(Round round, Path reportFile, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx640m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(round.locale().options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FuzzMain.class.getName());
    command.add(reportFile.toString());
    command.addAll(round.settings().arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("LC_ALL", round.locale().posix());
    return builder.start();
  }

  private static String endOf(Path log) throws IOException {
    String text = new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8);
    return text.substring(Math.max(0, text.length() - 20_000));
  }
}
