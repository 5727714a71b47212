package dev.sagas.http.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The style sheet and the scripts, all from the class path.
 *
 * <ul>
 *   <li>The address of a file has a digest of its content, so that browsers may keep it for ever.
 * </ul>
 */
public final class StaticFiles {
  private static final String WEBJARS = "META-INF/resources/webjars/";
  private static final Map<String, String> FILES =
      Map.of(
          "sagas.css", "dev/sagas/http/ui/sagas.css",
          "sagas.js", "dev/sagas/http/ui/sagas.js",
          "mark.svg", "dev/sagas/http/ui/mark.svg",
          "htmx.js", WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js");
  private static final int DIGEST_CHARS = 12;

  private final Map<String, StaticFile> byName;

  private StaticFiles(Map<String, StaticFile> byName) {
    this.byName = Map.copyOf(byName);
  }

  /** One file. */
  record StaticFile(String version, String contentType, String content) {}

  /** Reads all of them. */
  static StaticFiles load() {
    Map<String, StaticFile> files = new LinkedHashMap<>();
    FILES.forEach((name, resource) -> files.put(name, read(name, resource)));
    return new StaticFiles(files);
  }

  private static StaticFile read(String name, String resource) {
    try (InputStream stream = StaticFiles.class.getClassLoader().getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("Expected " + resource + " on the class path");
      }
      byte[] bytes = stream.readAllBytes();
      return new StaticFile(
          digest(bytes), contentType(name), new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + resource, e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }

  private static String contentType(String name) {
    if (name.endsWith(".css")) {
      return "text/css; charset=utf-8";
    }
    return name.endsWith(".svg") ? "image/svg+xml" : "text/javascript; charset=utf-8";
  }

  /** The address of a file. */
  public String url(String name) {
    StaticFile file = byName.get(name);
    if (file == null) {
      throw new IllegalArgumentException("Expected a static file, but got " + name);
    }
    return "/assets/" + file.version() + "/" + name;
  }

  /** A file in the version that is asked for. */
  Optional<StaticFile> find(String version, String name) {
    return Optional.ofNullable(byName.get(name)).filter(file -> file.version().equals(version));
  }
}
