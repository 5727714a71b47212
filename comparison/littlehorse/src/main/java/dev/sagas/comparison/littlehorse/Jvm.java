package dev.sagas.comparison.littlehorse;

import java.nio.file.Path;
import java.util.List;

/**
 * A JVM that can be started.
 *
 * @param java its command
 * @param options of the command
 * @param lib the directory with the jars of its class path
 */
record Jvm(Path java, List<String> options, Path lib) {
  Jvm {
    options = List.copyOf(options);
  }

  /** On the JDK that this process runs on. */
  static Jvm likeThis(Path lib, String... options) {
    return new Jvm(Path.of(System.getProperty("java.home"), "bin", "java"), List.of(options), lib);
  }
}
