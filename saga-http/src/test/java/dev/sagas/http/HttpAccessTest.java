package dev.sagas.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.http.security.BrowserLogin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpAccessTest {
  @TempDir private Path folder;

  @Test
  void shouldLetEverybodyOnTheMachineInWhenNothingIsSet() {
    HttpAccess access = access(Map.of());
    assertThat(access.authenticator().isProtecting()).isFalse();
    assertThat(access.login()).isEmpty();
  }

  @Test
  void shouldAcceptTokensOfTheFileAndOfTheIssuer() throws Exception {
    Path tokens = Files.write(folder.resolve("tokens"), List.of("ada admin " + "0".repeat(64)));
    Map<String, String> settings = new HashMap<>();
    settings.put("http.tokens.file", tokens.toString());
    assertThat(access(settings).authenticator().isProtecting()).isTrue();

    settings.put("http.oidc.issuer", "https://issuer.example/realms/ops");
    settings.put("http.oidc.audience", "sagas");
    assertThat(access(settings).authenticator().isProtecting()).isTrue();
    assertThat(access(settings).login()).isEmpty();

    settings.put("http.oidc.client.id", "sagas");
    settings.put("http.public.url", "https://sagas.example");
    assertThat(access(settings).login().map(BrowserLogin::issuer)).contains("issuer.example");
  }

  @Test
  void shouldSayWhichSettingIsMissingOrWrong() {
    Map<String, String> settings = new HashMap<>();
    settings.put("http.oidc.issuer", "https://issuer.example");
    assertThatThrownBy(() -> access(settings)).hasMessageContaining("http.oidc.audience");
    settings.put("http.oidc.client.id", "sagas");
    assertThatThrownBy(() -> access(settings)).hasMessageContaining("http.public.url");
    settings.put("http.public.url", "http://sagas.example");
    assertThatThrownBy(() -> access(settings)).hasMessageContaining("http.public.url");
    settings.put("http.public.url", "https://sagas.example");
    settings.put("http.oidc.client.secret.file", folder.resolve("none").toString());
    assertThatThrownBy(() -> access(settings)).hasMessageContaining("client's secret in");
  }

  private static HttpAccess access(Map<String, String> settings) {
    return HttpAccess.of(name -> Optional.ofNullable(settings.get(name)));
  }
}
