package dev.sagas.orchestrator.definitions;

import dev.sagas.definition.SagaDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the definitions that are registered in a class loader, as {@link
 * java.util.ServiceLoader} would find them; that class gives up at the first one that it cannot
 * load.
 */
final class ServiceFile {
  static final String NAME = "META-INF/services/" + SagaDefinition.class.getName();

  private static final int MAX_BYTES = 64 * 1024;

  private ServiceFile() {}

  /** In the order of the files, each name once. */
  static List<String> names(ClassLoader loader) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (Enumeration<URL> files = loader.getResources(NAME); files.hasMoreElements(); ) {
      for (String line : text(files.nextElement()).split("\\R", -1)) {
        String name = line.replaceFirst("#.*", "").strip();
        if (!name.isEmpty()) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  private static String text(URL file) throws IOException {
    URLConnection connection = file.openConnection();
    connection.setUseCaches(false); // a cached jar would stay open after its loader
    try (InputStream in = connection.getInputStream()) {
      byte[] text = in.readNBytes(MAX_BYTES + 1);
      if (text.length > MAX_BYTES) {
        throw new IOException("expected at most " + MAX_BYTES + " bytes in " + NAME);
      }
      return new String(text, StandardCharsets.UTF_8);
    }
  }
}
