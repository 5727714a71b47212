package dev.sagas.orchestrator.definitions;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** The class files that a definition's class loader has loaded, or would load. */
final class ClassFiles {
  private static final int MAX_BYTES = 1024 * 1024;

  private final ClassLoader loader;
  private final Map<String, ClassCode> read = new HashMap<>();

  ClassFiles(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Reads a class of the definition's own code, or one that Avro generated.
   *
   * @param name internal name
   * @throws UnprovedException if it is of neither kind, or cannot be read
   */
  ClassCode read(String name) {
    ClassCode known = read.get(name);
    if (known != null) {
      return known;
    }
    ClassCode found = find(name);
    read.put(name, found);
    return found;
  }

  private ClassCode find(String name) {
    String className = name.replace('/', '.');
    try {
      ClassLoader owner = Class.forName(className, false, loader).getClassLoader();
      if (owner == null) {
        throw new UnprovedException(className + " is a class of the JDK that is not known");
      }
      ClassCode code = ClassScan.of(bytes(owner, name));
      boolean isOwn =
          owner.equals(loader) && JarClassLoader.SHARED.stream().noneMatch(className::startsWith);
      if (!isOwn && !code.isGenerated()) {
        throw new UnprovedException(className + " is not the definition's own class");
      }
      return code;
    } catch (ClassNotFoundException | LinkageError | IOException e) {
      throw new UnprovedException(className + " cannot be read: " + e, e);
    }
  }

  /**
   * Runs what a class does when it is first used, now: two threads that meet there could wait for
   * each other.
   *
   * @throws UnprovedException if it fails
   */
  void initialize(String name) {
    String className = name.replace('/', '.');
    try {
      Class.forName(className, true, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new UnprovedException(className + " cannot be initialised: " + e, e);
    }
  }

  private static byte[] bytes(ClassLoader owner, String name) throws IOException {
    try (InputStream file = owner.getResourceAsStream(name + ".class")) {
      if (file == null) {
        throw new IOException("there is no class file");
      }
      byte[] bytes = file.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("expected a class file of at most " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }
}
