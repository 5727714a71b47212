package dev.sagas.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/** The named schemas of all .avsc files below folders. */
final class SchemaFolder {
  /** The protocol's and the samples'. */
  private static final Path[] CURRENT = {
    Path.of("src/main/avro"), Path.of("samples/src/main/avro")
  };

  private SchemaFolder() {}

  /** Today's. */
  static Map<String, Schema> current() {
    return read(CURRENT);
  }

  /** By full name. Files may refer to each other in any order. */
  static Map<String, Schema> read(Path... folders) {
    SchemaParser parser = new SchemaParser();
    try {
      for (Path folder : folders) {
        for (Path file : files(folder)) {
          parser.parse(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Schema> schemas = new TreeMap<>();
    for (Schema schema : parser.getParsedNamedSchemas()) {
      schemas.put(schema.getFullName(), schema);
    }
    return schemas;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(".avsc")).sorted().toList();
    }
  }

  /** The folders in a folder, by name. */
  static List<Path> children(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
