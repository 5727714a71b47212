package dev.sagas.http.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sagas.http.exchange.AccessRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** An OpenID Connect issuer in this process, which signs everybody in as Ada. */
public final class TestIssuer implements AutoCloseable {
  public static final String CLIENT = "sagas";
  public static final String SECRET = "client secret";

  /** To make one takes a second; all issuers of this process have the same. */
  private static final Map<String, RSAKey> KEYS = new ConcurrentHashMap<>();

  final AtomicInteger keyRequests = new AtomicInteger();
  private final HttpServer server;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private volatile RSAKey key = key("first");
  private volatile boolean isForgetfulOfNonces;
  private volatile boolean isDown;
  private volatile boolean hasNoKeys;
  private volatile List<String> roles = List.of("on-call");

  private TestIssuer(HttpServer server) {
    this.server = server;
  }

  public static TestIssuer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TestIssuer issuer = new TestIssuer(server);
    server.createContext("/", issuer::answer);
    server.start();
    return issuer;
  }

  /** Of another site than 127.0.0.1, so that a browser treats its redirects as such. */
  public URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** From now on signs with another key. */
  void rotate(String id) {
    key = key(id);
  }

  void forgetNonces() {
    isForgetfulOfNonces = true;
  }

  /** From now on gives these roles. */
  void giveRoles(String... names) {
    roles = List.of(names);
  }

  void goDown(boolean down) {
    isDown = down;
  }

  void hideKeys(boolean hidden) {
    hasNoKeys = hidden;
  }

  RSAKey key() {
    return key;
  }

  private static RSAKey key(String id) {
    return KEYS.computeIfAbsent(id, TestIssuer::newKey);
  }

  private static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** What a good token says. */
  JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(address().toString())
        .audience(CLIENT)
        .subject("ada")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)))
        .claim("roles", roles);
  }

  String sign(JWTClaimsSet claims) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
    return token.serialize();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String base = address().toString();
    if (isDown) {
      reply(exchange, 503, "");
      return;
    }
    switch (path) {
      case "/.well-known/openid-configuration" ->
          reply(
              exchange,
              200,
              """
              {"issuer": "%s", "authorization_endpoint": "%s/authorize", "token_endpoint": \
              "%s/token", "jwks_uri": "%s/keys", "response_types_supported": ["code"], \
              "subject_types_supported": ["public"], \
              "id_token_signing_alg_values_supported": ["RS256"]}"""
                  .formatted(base, base, base, base));
      case "/keys" -> {
        keyRequests.incrementAndGet();
        reply(exchange, hasNoKeys ? 500 : 200, new JWKSet(key.toPublicJWK()).toString());
      }
      case "/authorize" -> authorize(exchange);
      case "/token" -> token(exchange);
      default -> reply(exchange, 404, "");
    }
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
    String code = "code-" + codes.size();
    codes.put(code, asked);
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
    reply(exchange, 302, "");
  }

  /** Checks what a real one checks. */
  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
    boolean isClient =
        List.of(
                "Basic " + base64("sagas:client+secret"),
                "Basic " + base64("sagas:client%20secret"))
            .contains(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    if (asked == null
        || !isClient
        || !asked.get("redirect_uri").equals(form.get("redirect_uri"))
        || !asked.get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")))) {
      reply(exchange, 400, "{\"error\": \"invalid_grant\"}");
      return;
    }
    String nonce = isForgetfulOfNonces ? "another" : asked.get("nonce");
    String token = sign(claims(Instant.now()).claim("nonce", nonce).build());
    reply(
        exchange,
        200,
        """
        {"access_token": "opaque", "token_type": "Bearer", "expires_in": 300, "id_token": "%s"}"""
            .formatted(token));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String challenge(String verifier) {
    try {
      return Base64URL.encode(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)))
          .toString();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static Map<String, String> form(String encoded) {
    return Arrays.stream(encoded.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /**
   * The settings of a service at that port whose people sign in here; its operators are on call.
   */
  public OidcSettings settings(int port, List<String> scopes) {
    return new OidcSettings(
        address(),
        CLIENT,
        "sub",
        "roles",
        Map.of("on-call", AccessRole.OPERATOR),
        Optional.of(
            new OidcSettings.Browser(
                CLIENT, Optional.of(SECRET), URI.create("http://127.0.0.1:" + port), scopes)));
  }

  /** A port that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
