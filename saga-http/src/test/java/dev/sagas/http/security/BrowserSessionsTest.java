package dev.sagas.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserSessionsTest {
  private static final long NOW_MS = 1_000_000;

  @TempDir private Path folder;
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
    sessions.close(id, NOW_MS);
    assertThat(sessions.authorization(id, NOW_MS)).isEmpty();
  }

  @Test
  void shouldBeGoodOnEveryInstanceWithTheSameKey() throws Exception {
    // given
    BrowserSessions first = BrowserSessions.sealed(seal("k".repeat(32)));
    BrowserSessions second = BrowserSessions.sealed(seal("k".repeat(32) + "\n"));
    BrowserSessions foreign = BrowserSessions.sealed(seal("l".repeat(32)));

    // when
    String id = first.open("Bearer secret", NOW_MS);
    String other = first.open("Bearer secret", NOW_MS);
    String cut = id.substring(0, 20);
    String changed = (id.charAt(0) == 'A' ? "B" : "A") + id.substring(1);

    // then
    assertThat(second.authorization(id, NOW_MS)).contains("Bearer secret");
    assertThat(id).matches("[A-Za-z0-9_-]+").isNotEqualTo(other);
    assertThat(new String(Base64.getUrlDecoder().decode(id), StandardCharsets.ISO_8859_1))
        .doesNotContain("secret");
    assertThat(second.authorization(id, NOW_MS + BrowserSessions.LIFE.toMillis())).isEmpty();
    for (String wrong : List.of(changed, cut, id + "=", "", "no base64!", "A".repeat(100))) {
      assertThat(second.authorization(wrong, NOW_MS)).as(wrong).isEmpty();
    }
    assertThat(foreign.authorization(id, NOW_MS)).isEmpty();
    assertThat(sessions.authorization(id, NOW_MS)).isEmpty();
  }

  @Test
  void shouldEndASealedSessionWhereItIsClosed() throws Exception {
    BrowserSessions sealed = BrowserSessions.sealed(seal("k".repeat(32)));
    String id = sealed.open("Bearer a", NOW_MS);
    sealed.close(id, NOW_MS);
    assertThat(sealed.authorization(id, NOW_MS)).isEmpty();
  }

  @Test
  void shouldKeepASessionThatIsTooLongForACookie() throws Exception {
    BrowserSessions sealed = BrowserSessions.sealed(seal("k".repeat(32)));
    String id = sealed.open("Bearer " + "a".repeat(4_000), NOW_MS);
    assertThat(id).hasSize(64);
    assertThat(sealed.authorization(id, NOW_MS)).isPresent();
  }

  @Test
  void shouldRefuseAKeyThatCanBeGuessed() {
    assertThatThrownBy(() -> seal("short"))
        .hasMessageContaining("at least 32 characters, but it has 5")
        .hasMessageNotContaining("short");
    assertThatThrownBy(() -> SessionSeal.read(folder.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected to read the key of sessions in");
  }

  private SessionSeal seal(String key) throws IOException {
    return SessionSeal.read(Files.writeString(folder.resolve("key"), key));
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
