package dev.sagas.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrowserSessionsTest {
  private static final long NOW_MS = 1_000_000;

  private final BrowserSessions sessions = new BrowserSessions();

  @Test
  void shouldStandForTheHeaderUntilItsTimeIsOver() {
    String id = sessions.open("Bearer a", NOW_MS);
    long endMs = NOW_MS + BrowserSessions.LIFE.toMillis();

    assertThat(sessions.authorization(id, endMs - 1)).contains("Bearer a");
    assertThat(sessions.authorization(id, endMs)).isEmpty();
    assertThat(sessions.authorization("other", NOW_MS)).isEmpty();
  }

  @Test
  void shouldEndWhenItIsClosed() {
    String id = sessions.open("Bearer a", NOW_MS);
    sessions.close(id);
    assertThat(sessions.authorization(id, NOW_MS)).isEmpty();
  }

  @Test
  void shouldEndTheOldestWhenThereAreTooMany() {
    String oldest = sessions.open("Bearer a", NOW_MS);
    String second = sessions.open("Bearer b", NOW_MS);
    for (int i = 0; i < BrowserSessions.MAX_SESSIONS - 1; i++) {
      sessions.open("Bearer c", NOW_MS + 1);
    }
    assertThat(sessions.authorization(oldest, NOW_MS + 1)).isEmpty();
    assertThat(sessions.authorization(second, NOW_MS + 1)).contains("Bearer b");
  }
}
