package dev.sagas.orchestrator.definitions;

import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.definitions.RecordClasses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;

/**
 * The {@code .avsc} files in a jar, which describe its records for participants in other languages.
 * Files may refer to each other in any order.
 */
final class JarSchemas {
  private static final int MAX_FILE_BYTES = 1024 * 1024;

  private static final long MAX_BYTES = 16L * MAX_FILE_BYTES;

  private final Map<String, Schema> schemas = new HashMap<>();
  private final Map<String, String> unparsed = new LinkedHashMap<>();

  private long bytes;

  private JarSchemas() {}

  static JarSchemas read(ZipFile jar) throws IOException {
    JarSchemas read = new JarSchemas();
    for (ZipEntry entry : jar.stream().filter(file -> file.getName().endsWith(".avsc")).toList()) {
      try (InputStream in = jar.getInputStream(entry)) {
        byte[] text = in.readNBytes(MAX_FILE_BYTES + 1);
        read.bytes += text.length;
        if (text.length > MAX_FILE_BYTES || read.bytes > MAX_BYTES) {
          throw new IOException(
              "expected .avsc files of at most %s bytes, and %s together"
                  .formatted(MAX_FILE_BYTES, MAX_BYTES));
        }
        read.unparsed.put(entry.getName(), new String(text, StandardCharsets.UTF_8));
      }
    }
    int before;
    do {
      before = read.unparsed.size();
      read.parseWhatCanBe();
    } while (read.unparsed.size() < before);
    return read;
  }

  private void parseWhatCanBe() {
    for (Iterator<String> texts = unparsed.values().iterator(); texts.hasNext(); ) {
      String text = texts.next();
      if (parse(text, Map.of()).isEmpty() || parse(text, schemas).isEmpty()) {
        texts.remove();
      }
    }
  }

  /** Why they cannot be used; empty text if they can. */
  private String parse(String text, Map<String, Schema> known) {
    try {
      Schema.Parser parser = new Schema.Parser();
      parser.addTypes(known.values());
      Schema parsed = parser.parse(text);
      RecordClasses.named(parsed).forEach(schemas::putIfAbsent);
      return "";
    } catch (AvroRuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Files that are not schemas, or refer to something that is not in the jar. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    unparsed.forEach((file, text) -> problems.add(file + ": " + parse(text, schemas)));
    return problems;
  }

  /** Records of a definition whose file differs from their generated class. */
  List<String> differences(DescribedSaga described) {
    List<String> differences = new ArrayList<>();
    for (Class<?> recordClass : RecordClasses.of(described.saga())) {
      Schema compiled = new SpecificData(recordClass.getClassLoader()).getSchema(recordClass);
      Schema file = schemas.get(compiled.getFullName());
      if (file != null
          && !SchemaNormalization.toParsingForm(file)
              .equals(SchemaNormalization.toParsingForm(compiled))) {
        differences.add(
            "the .avsc of %s differs from the schema of its class: build the jar again"
                .formatted(compiled.getFullName()));
      }
    }
    return differences;
  }
}
