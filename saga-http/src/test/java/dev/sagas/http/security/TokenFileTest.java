package dev.sagas.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.serde.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "fedcba9876543210fedcba9876543210";

  @TempDir private Path folder;

  @Test
  void shouldKnowWhoHasAToken() throws Exception {
    TokenFile tokens =
        file(
            "# people on call",
            "",
            "ada operator " + hash(TOKEN),
            "ci@shop  viewer  " + hash(OTHER));

    assertThat(tokens.verify(Optional.of("Bearer " + TOKEN)))
        .isEqualTo(new Person("ada", AccessRole.OPERATOR));
    assertThat(tokens.verify(Optional.of("Bearer " + OTHER)))
        .isEqualTo(new Person("ci@shop", AccessRole.VIEWER));
    assertThat(tokens.isProtecting()).isTrue();
  }

  @Test
  void shouldRefuseEveryoneElseWithoutSayingWhy() throws Exception {
    TokenFile tokens = file("ada operator " + hash(TOKEN), "short admin " + hash("short"));

    for (Optional<String> header :
        List.of(
            Optional.<String>empty(),
            Optional.of(""),
            Optional.of("Bearer "),
            Optional.of("Bearer " + OTHER),
            Optional.of("bearer " + TOKEN),
            Optional.of("Basic " + TOKEN),
            Optional.of("Bearer " + TOKEN + " x"),
            Optional.of("Bearer short"))) {
      assertThatThrownBy(() -> tokens.verify(header))
          .as(header.toString())
          .isInstanceOf(ProblemException.class)
          .hasMessageNotContaining(TOKEN)
          .hasMessageMatching("Expected (a token in use|the header Authorization .*)");
    }
  }

  @Test
  void shouldNameTheLineThatIsWrongButNotItsContent() throws Exception {
    for (String line :
        List.of("ada", "ada root " + hash(TOKEN), "ada viewer " + TOKEN, "x y z w")) {
      assertThatThrownBy(() -> file("# first", line))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(", line 2 to be a name, a role")
          .hasMessageNotContaining(TOKEN);
    }
    assertThatThrownBy(() -> file("# nobody"))
        .hasMessageContaining("Expected at least one token in");
    assertThatThrownBy(() -> TokenFile.read(folder.resolve("none")))
        .hasMessageContaining("Expected to read the tokens in");
  }

  @Test
  void shouldUseAChangedFileSoon() throws Exception {
    AtomicLong nowMs = new AtomicLong();
    Path file = write("ada operator " + hash(TOKEN));
    TokenFile tokens = TokenFile.read(file, nowMs::get);

    write("ada viewer " + hash(OTHER));
    assertThat(person(tokens, TOKEN).role()).isEqualTo(AccessRole.OPERATOR);

    nowMs.addAndGet(TokenFile.LOOK_AFTER.toMillis());
    assertThat(person(tokens, OTHER)).isEqualTo(new Person("ada", AccessRole.VIEWER));
    assertThatThrownBy(() -> person(tokens, TOKEN)).isInstanceOf(ProblemException.class);
  }

  @Test
  void shouldKeepItsTokensAndNameTheLineOnceWhenTheFileIsBroken() throws Exception {
    AtomicLong nowMs = new AtomicLong();
    Path file = write("ada operator " + hash(TOKEN));
    TokenFile tokens = TokenFile.read(file, nowMs::get);
    List<ILoggingEvent> logged;

    try (CapturedLog log = CapturedLog.of(TokenFile.class)) {
      write("ada operator " + hash(TOKEN), "eve admin " + OTHER);
      lookTwice(tokens, nowMs);
      Files.delete(file);
      lookTwice(tokens, nowMs);
      logged = log.events();
    }

    assertThat(logged).hasSize(2).allMatch(event -> event.getLevel() == Level.ERROR);
    assertThat(logged.get(0).getFormattedMessage())
        .contains("tokens, line 2 to be a name, a role", "stay in use")
        .doesNotContain(OTHER, "eve");
    assertThat(logged.get(1).getFormattedMessage())
        .contains("Expected to read the tokens in", "NoSuchFileException");

    write("ada admin " + hash(OTHER));
    nowMs.addAndGet(TokenFile.LOOK_AFTER.toMillis());
    assertThat(person(tokens, OTHER).role()).isEqualTo(AccessRole.ADMIN);
  }

  private static void lookTwice(TokenFile tokens, AtomicLong nowMs) {
    for (int i = 0; i < 2; i++) {
      nowMs.addAndGet(TokenFile.LOOK_AFTER.toMillis());
      assertThat(person(tokens, TOKEN).name()).isEqualTo("ada");
    }
  }

  private static Person person(TokenFile tokens, String token) {
    return tokens.verify(Optional.of("Bearer " + token));
  }

  private Path write(String... lines) throws IOException {
    return Files.write(folder.resolve("tokens"), List.of(lines));
  }

  private TokenFile file(String... lines) throws IOException {
    return TokenFile.read(Files.write(folder.resolve("tokens"), List.of(lines)));
  }

  private static String hash(String token) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
  }
}
