package dev.sagas.orchestrator.definitions;

import dev.sagas.engine.definitions.DefinitionProblem;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.serde.AvroTrust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A jar with saga definitions and their generated records, loaded by its own class loader.
 *
 * <ul>
 *   <li>The jar lists its definitions in {@code
 *       META-INF/services/dev.sagas.definition.SagaDefinition}.
 *   <li>Packages that come from the orchestrator: {@code dev.sagas.definition}, {@code
 *       dev.sagas.protocol}, {@code dev.sagas.schema}, {@code org.apache.avro}, {@code org.slf4j}.
 *       Everything else except the JDK must be in the jar: a manifest with a {@code Class-Path} is
 *       refused.
 *   <li>Avro may load all classes in the jar: no package needs to be trusted by configuration.
 *   <li>Loading runs the definitions' {@code define()}, and changes nothing outside this process.
 *   <li>Must not be closed while one of its sagas is used.
 * </ul>
 */
public final class DefinitionJar implements AutoCloseable {
  private static final int MAX_MANIFEST_BYTES = 1024 * 1024;

  private final JarClassLoader loader;
  private final List<DescribedSaga> sagas;
  private final List<DefinitionProblem> problems;

  private DefinitionJar(JarClassLoader loader, DefinitionReader read) {
    this.loader = loader;
    this.sagas = read.sagas();
    this.problems = read.problems();
  }

  /**
   * Loads a jar.
   *
   * @throws InvalidDeploymentException with every problem of every definition in it
   */
  public static DefinitionJar open(Path jar) {
    DefinitionJar opened = read(jar);
    try {
      InvalidDeploymentException.throwIfAny(opened.problems());
      return opened;
    } catch (InvalidDeploymentException e) {
      opened.close();
      throw e;
    }
  }

  /** Loads what can be loaded from a jar, and reports the rest in {@link #problems()}. */
  static DefinitionJar read(Path jar) {
    try {
      JarClassLoader loader =
          new JarClassLoader(jar.toUri().toURL(), DefinitionJar.class.getClassLoader());
      AvroTrust.allow(loader);
      DefinitionReader reader = new DefinitionReader(String.valueOf(jar.getFileName()), loader);
      try {
        readInto(reader, jar, loader);
      } catch (IOException e) {
        reader.problem("", "it cannot be read: " + e.getMessage());
      }
      return new DefinitionJar(loader, reader);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("Expected the path of a jar, but got " + jar, e);
    }
  }

  private static void readInto(DefinitionReader reader, Path jar, JarClassLoader loader)
      throws IOException {
    if (!Files.isRegularFile(jar)) {
      reader.problem("", "there is no such file");
      return;
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.getEntry(ServiceFile.NAME) == null) {
        reader.problem("", "it contains no definition: there is no " + ServiceFile.NAME + " in it");
        return;
      }
      if (namesClassPath(zip)) {
        reader.problem(
            "",
            "its manifest has a Class-Path, which would lead out of the jar: pack what it "
                + "names into the jar");
        return;
      }
      JarSchemas schemas = JarSchemas.read(zip);
      schemas.problems().forEach(problem -> reader.problem("", problem));
      List<String> names = ServiceFile.names(loader);
      if (names.isEmpty()) {
        reader.problem("", "it contains no definition: " + ServiceFile.NAME + " names none");
      }
      names.forEach(reader::read);
      reader.check(schemas::differences);
    } catch (ZipException e) {
      reader.problem("", "it is not a jar: " + e.getMessage());
    }
  }

  private static boolean namesClassPath(ZipFile zip) throws IOException {
    ZipEntry manifest = zip.getEntry(JarFile.MANIFEST_NAME);
    if (manifest == null) {
      return false;
    }
    try (InputStream in = zip.getInputStream(manifest)) {
      byte[] text = in.readNBytes(MAX_MANIFEST_BYTES + 1);
      if (text.length > MAX_MANIFEST_BYTES) {
        throw new IOException(
            "expected at most " + MAX_MANIFEST_BYTES + " bytes in " + JarFile.MANIFEST_NAME);
      }
      return new Manifest(new ByteArrayInputStream(text))
          .getMainAttributes()
          .containsKey(Attributes.Name.CLASS_PATH);
    }
  }

  /** The definitions in the jar, described and checked. */
  public List<DescribedSaga> sagas() {
    return sagas;
  }

  List<DefinitionProblem> problems() {
    return problems;
  }

  /** Releases the jar. */
  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to close the jar", e);
    }
  }
}
