package dev.sagas.artefact;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.generic.GenericData;

/**
 * Makes a jar of definitions: generates the classes of its schemas, compiles them with the given
 * sources against this process's class path, and packs them. None of it gets onto that class path.
 */
public final class JarBuilder {
  private static final String SERVICE = "META-INF/services/dev.sagas.definition.SagaDefinition";

  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<String> schemas = new ArrayList<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final List<String> left = new ArrayList<>();

  /** What a Maven project of the usual layout puts into its jar. */
  public static JarBuilder ofProject(Path project) {
    Path main = project.resolve("src").resolve("main");
    JarBuilder jar = new JarBuilder();
    texts(main.resolve("avro")).values().forEach(jar::schema);
    texts(main.resolve("resources")).forEach(jar::file);
    texts(main.resolve("java"))
        .forEach(
            (file, text) -> jar.source(file.replaceFirst("\\.java$", "").replace('/', '.'), text));
    return jar;
  }

  private static Map<String, String> texts(Path folder) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        texts.put(name, Files.readString(file));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + folder, e);
    }
  }

  /** Adds a schema: its generated class, and the {@code .avsc} itself. */
  public JarBuilder schema(String avsc) {
    schemas.add(avsc);
    return file("avro/" + new Schema.Parser().parse(avsc).getName() + ".avsc", avsc);
  }

  /** Adds a class by its source. */
  public JarBuilder source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  /** Adds a definition by its source, and offers it. */
  public JarBuilder definition(String className, String text) {
    return source(className, text).offer(className);
  }

  /** Names a class in the services file, whether it is there or not. */
  public JarBuilder offer(String className) {
    files.merge(SERVICE, className + "\n", String::concat);
    return this;
  }

  /** Adds a file, or replaces it. */
  public JarBuilder file(String name, String text) {
    files.put(name, text);
    return this;
  }

  /** Compiles the class, but leaves it out of the jar. */
  public JarBuilder leaveOut(String className) {
    left.add(className.replace('.', '/') + ".class");
    return this;
  }

  /** Writes the jar and answers its path. */
  public Path write(Path jar) {
    try {
      Path work = Files.createTempDirectory("jar-builder");
      try {
        compile(work);
        pack(work.resolve("classes"), jar);
      } finally {
        delete(work);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to make " + jar, e);
    }
  }

  private void compile(Path work) throws IOException {
    Path src = Files.createDirectories(work.resolve("src"));
    Path classes = Files.createDirectories(work.resolve("classes"));
    for (String avsc : schemas) {
      SpecificCompiler compiler = new SpecificCompiler(new Schema.Parser().parse(avsc));
      compiler.setStringType(GenericData.StringType.String);
      compiler.compileToDestination(null, src.toFile());
    }
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = src.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
    }
    List<File> all;
    try (Stream<Path> found = Files.walk(src)) {
      all = found.filter(Files::isRegularFile).map(Path::toFile).toList();
    }
    if (!all.isEmpty()) {
      javac(all, classes);
    }
  }

  private static void javac(List<File> sources, Path classes) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager =
        javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean done =
          javac
              .getTask(
                  said,
                  manager,
                  null,
                  List.of("-nowarn", "-proc:none", "-d", classes.toString()),
                  null,
                  manager.getJavaFileObjectsFromFiles(sources))
              .call();
      if (!done) {
        throw new IllegalArgumentException("Expected sources that compile, but: " + said);
      }
    }
  }

  private void pack(Path classes, Path jar) throws IOException {
    List<Path> compiled;
    try (Stream<Path> found = Files.walk(classes)) {
      compiled = found.filter(Files::isRegularFile).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out)) {
      for (Path file : compiled) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        if (!left.contains(name)) {
          add(packed, name, Files.readAllBytes(file));
        }
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        add(packed, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> found = Files.walk(folder)) {
      deepestFirst = found.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
