package dev.sagas.dev.registry;

import dev.sagas.serde.CompatibilityLevel;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The paths for compatibility levels and modes, of a subject or of all. */
final class SettingsRoutes {
  private final Registry registry;

  SettingsRoutes(Registry registry) {
    this.registry = registry;
  }

  void addTo(RoutesConfig routes) {
    for (String path : new String[] {"", "/{subject}"}) {
      routes.get("/config" + path, this::level);
      routes.put("/config" + path, this::setLevel);
      routes.delete("/config" + path, this::removeLevel);
      routes.get("/mode" + path, this::mode);
      routes.put("/mode" + path, this::setMode);
      routes.delete("/mode" + path, this::removeMode);
    }
  }

  private void level(Context context) {
    Replies.json(context, Replies.object().put("compatibilityLevel", currentLevel(context).name()));
  }

  private CompatibilityLevel currentLevel(Context context) {
    Optional<String> subject = subject(context);
    CompatibilityLevel global =
        registry
            .read(catalog -> catalog.level(Optional.empty()))
            .orElse(CompatibilityLevel.BACKWARD);
    if (subject.isEmpty()) {
      return global;
    }
    Optional<CompatibilityLevel> own = registry.read(catalog -> catalog.level(subject));
    if (own.isEmpty() && !defaultToGlobal(context)) {
      throw RegistryError.levelNotConfigured(subject.get());
    }
    return own.orElse(global);
  }

  private void setLevel(Context context) {
    String wanted = field(context, "compatibility");
    CompatibilityLevel level =
        Arrays.stream(CompatibilityLevel.values())
            .filter(known -> known.name().equals(wanted.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> RegistryError.invalidLevel(wanted));
    registry.setLevel(subject(context), Optional.of(level));
    Replies.json(context, Replies.object().put("compatibility", level.name()));
  }

  private void removeLevel(Context context) {
    CompatibilityLevel before = currentLevel(context);
    registry.setLevel(subject(context), Optional.empty());
    Replies.json(context, Replies.object().put("compatibilityLevel", before.name()));
  }

  private void mode(Context context) {
    Replies.json(context, Replies.object().put("mode", currentMode(context).name()));
  }

  private RegistryMode currentMode(Context context) {
    Optional<String> subject = subject(context);
    RegistryMode global =
        registry.read(catalog -> catalog.mode(Optional.empty())).orElse(RegistryMode.READWRITE);
    if (subject.isEmpty()) {
      return global;
    }
    Optional<RegistryMode> own = registry.read(catalog -> catalog.mode(subject));
    if (own.isEmpty() && !defaultToGlobal(context)) {
      throw RegistryError.modeNotConfigured(subject.get());
    }
    return own.orElse(global);
  }

  private void setMode(Context context) {
    String wanted = field(context, "mode");
    RegistryMode mode =
        Arrays.stream(RegistryMode.values())
            .filter(known -> known.name().equals(wanted))
            .findFirst()
            .orElseThrow(() -> RegistryError.invalidMode(wanted));
    registry.setMode(subject(context), Optional.of(mode));
    Replies.json(context, Replies.object().put("mode", mode.name()));
  }

  private void removeMode(Context context) {
    RegistryMode before = currentMode(context);
    registry.setMode(subject(context), Optional.empty());
    Replies.json(context, Replies.object().put("mode", before.name()));
  }

  private static Optional<String> subject(Context context) {
    return Optional.ofNullable(context.pathParamMap().get("subject"));
  }

  private static boolean defaultToGlobal(Context context) {
    return Boolean.parseBoolean(context.queryParam("defaultToGlobal"));
  }

  private static String field(Context context, String name) {
    try {
      return ChangeJson.JSON.readTree(context.bodyAsBytes()).path(name).asText();
    } catch (IOException e) {
      return ""; // refused like any other value that is not known
    }
  }
}
