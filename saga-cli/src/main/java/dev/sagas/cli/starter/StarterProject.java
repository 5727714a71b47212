package dev.sagas.cli.starter;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of {@code docs/examples/shop}, which are packed with this command, and a Maven wrapper.
 *
 * @param files what is in each file, by its path with slashes
 * @param wrapper the same for those that keep their text
 */
record StarterProject(Map<String, String> files, Map<String, String> wrapper) {
  private static final String SCRIPT = "mvnw";

  StarterProject {
    files = Map.copyOf(files);
    wrapper = Map.copyOf(wrapper);
  }

  /** As it was packed. */
  static StarterProject packed() throws IOException {
    return new StarterProject(resources("project"), resources("wrapper"));
  }

  /**
   * Writes it with other names.
   *
   * @return how many files it has
   */
  int write(Path directory, ProjectNames names) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(directory.resolve(names.rename(file.getKey())), names.rename(file.getValue()));
    }
    for (Map.Entry<String, String> file : wrapper.entrySet()) {
      write(directory.resolve(file.getKey()), file.getValue());
    }
    // Without effect where files have no such mode.
    boolean unused = directory.resolve(SCRIPT).toFile().setExecutable(true, false);
    return files.size() + wrapper.size();
  }

  private static void write(Path file, String text) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> resources(String folder) throws IOException {
    URL url = StarterProject.class.getResource(folder);
    if (url == null) {
      throw new NoSuchFileException(folder);
    }
    try {
      URI uri = url.toURI();
      if (!uri.getScheme().equals("jar")) {
        return texts(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return texts(jar.provider().getPath(uri));
      }
    } catch (URISyntaxException e) {
      throw new IOException("Expected a readable address of " + folder + ", but got " + url, e);
    }
  }

  private static Map<String, String> texts(Path root) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        String name = root.relativize(file).toString().replace('\\', '/');
        texts.put(name, Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}
