package dev.sagas.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** R4: notes are bounded by time. */
class NoteLimiterTest {
  @Test
  void shouldAllowSoManyNotesASecondWhenTheyPourIn() {
    NoteLimiter limiter = new NoteLimiter(2);

    assertThat(List.of(limiter.allows(5_000), limiter.allows(5_001), limiter.allows(5_999)))
        .containsExactly(true, true, false);
    assertThat(List.of(limiter.allows(6_000), limiter.allows(6_000), limiter.allows(6_000)))
        .containsExactly(true, true, false);
    assertThat(new NoteLimiter(0).allows(5_000)).isFalse();
  }
}
