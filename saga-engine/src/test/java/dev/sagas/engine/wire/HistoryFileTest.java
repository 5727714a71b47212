package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.schema.SagaTransition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** A history of a newer format is not read as if it were of ours; one without a format is ours. */
class HistoryFileTest {
  @Test
  void shouldReadTheFirstFilesThatNameNoFormat() throws IOException {
    assertThat(HistoryFile.read(file(Map.of())).prefix()).isEqualTo("p.");
    assertThat(HistoryFile.read(file(Map.of("saga.history-format", "1"))).prefix()).isEqualTo("p.");
  }

  @Test
  void shouldSayThatANewerVersionWroteIt() throws IOException {
    ByteArrayInputStream newer = file(Map.of("saga.history-format", "2"));

    assertThatThrownBy(() -> HistoryFile.read(newer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got format 2: a newer version wrote it");
  }

  private static ByteArrayInputStream file(Map<String, String> more) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(SagaTransition.getClassSchema()))) {
      writer.setMeta("saga.prefix", "p.");
      writer.setMeta("saga.schema-id", "7");
      more.forEach(writer::setMeta);
      writer.create(SagaTransition.getClassSchema(), out);
    }
    return new ByteArrayInputStream(out.toByteArray());
  }
}
