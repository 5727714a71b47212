package dev.sagas.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.http.exchange.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignOutsTest {
  private static final long NOW_MS = 1_000_000;
  private static final long END_MS = NOW_MS + 1_000;

  @TempDir private Path folder;
  private SignOuts here;
  private SignOuts there;

  @BeforeEach
  void seal() throws Exception {
    SessionSeal seal = SessionSeal.read(Files.writeString(folder.resolve("key"), "k".repeat(40)));
    here = new SignOuts(seal);
    there = new SignOuts(seal);
  }

  @Test
  void shouldLearnWhatAnotherKnowsAndPassItOn() {
    // given
    AtomicInteger changes = new AtomicInteger();
    here.onChange(changes::incrementAndGet);
    here.add("a", END_MS, NOW_MS);
    there.add("b", END_MS, NOW_MS);

    // when
    there.learn(here.sealed(NOW_MS), NOW_MS);
    long version = there.version();
    there.learn(here.sealed(NOW_MS), NOW_MS);

    // then
    assertThat(there.includes("a", NOW_MS)).isTrue();
    assertThat(there.includes("b", NOW_MS)).isTrue();
    assertThat(there.includes("c", NOW_MS)).isFalse();
    assertThat(there.version()).as("learning the same again changes nothing").isEqualTo(version);
    assertThat(changes).hasValue(1);
  }

  @Test
  void shouldForgetOnesThatHaveEndedByThemselves() {
    here.add("a", END_MS, NOW_MS);
    String sealed = here.sealed(NOW_MS);

    there.learn(sealed, END_MS);
    assertThat(there.size()).isZero();

    there.learn(sealed, END_MS - 1);
    there.add("b", END_MS + 1, END_MS);
    assertThat(there.size()).isEqualTo(1);
    assertThat(there.includes("b", END_MS)).isTrue();
  }

  @Test
  void shouldForgetTheOneThatEndsFirstWhenThereAreTooMany() {
    here.add("first", END_MS, NOW_MS);
    for (int i = 0; i < SignOuts.MAX_KNOWN; i++) {
      here.add("later-" + i, END_MS + 1, NOW_MS);
    }
    assertThat(here.size()).isEqualTo(SignOuts.MAX_KNOWN);
    assertThat(here.includes("first", NOW_MS)).isFalse();
    assertThat(here.includes("later-0", NOW_MS)).isTrue();
    assertThat(here.sealed(NOW_MS).length()).as("fits into a request").isLessThan(1_000_000);
  }

  @Test
  void shouldAcceptNothingWhileItIsHeld() {
    here.hold(Duration.ofMillis(5), NOW_MS);
    assertThatThrownBy(() -> here.includes("a", NOW_MS + 4)).isInstanceOf(ProblemException.class);
    assertThat(here.includes("a", NOW_MS + 5)).isFalse();

    here.hold(Duration.ofMillis(5), NOW_MS);
    here.release();
    assertThat(here.includes("a", NOW_MS)).isFalse();
  }
}
