package dev.sagas.orchestrator.definitions;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Loads the classes of one jar: the same class name in another jar is another class.
 *
 * <ul>
 *   <li>Classes shared by definition and orchestrator ({@link #SHARED}) come from the orchestrator,
 *       whatever the jar contains.
 *   <li>Everything else, except the JDK, must be in the jar: the orchestrator's own class path is
 *       not visible, so that a jar cannot accidentally depend on it.
 * </ul>
 */
final class JarClassLoader extends URLClassLoader {
  /** Packages that come from the orchestrator. */
  static final List<String> SHARED =
      List.of(
          "dev.sagas.definition.",
          "dev.sagas.protocol.",
          "dev.sagas.schema.",
          "org.apache.avro.",
          "org.slf4j.");

  private final ClassLoader orchestrator;

  static {
    registerAsParallelCapable();
  }

  JarClassLoader(URL jar, ClassLoader orchestrator) {
    super("definitions", new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    this.orchestrator = orchestrator;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (SHARED.stream().anyMatch(name::startsWith)) {
      return orchestrator.loadClass(name);
    }
    return super.loadClass(name, resolve);
  }
}
