package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.FenceRecord;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.ParkedInputs;
import dev.sagas.schema.RecoveryRecord;
import dev.sagas.schema.SagaCheckpoint;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.schema.SagaTransition;
import dev.sagas.schema.StepFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/**
 * The pages from which others write readers: their tables are those of the schemas, and their
 * examples are recomputed by what the text says, without our codecs. {@code -Dsaga.docs.write=true}
 * writes the tables again.
 */
class SpecificationTest {
  private static final Path PROTOCOL = Path.of("..", "docs", "reference", "protocol.md");
  private static final Path INTEGRITY = Path.of("..", "docs", "reference", "integrity.md");
  private static final Path SCHEMAS = Path.of("..", "schemas", "src", "main", "avro", "protocol");
  private static final int HASH_BYTES = 32;

  private static final List<Schema> ON_THE_WIRE =
      List.of(
          ApprovalDecision.getClassSchema(),
          StepFailure.getClassSchema(),
          NothingToUndo.getClassSchema(),
          SagaStartAnswer.getClassSchema(),
          SagaOperation.getClassSchema(),
          SagaOutcome.getClassSchema(),
          SagaTransition.getClassSchema(),
          SagaDefinitionDescriptor.getClassSchema(),
          RecoveryRecord.getClassSchema(),
          FenceRecord.getClassSchema());
  private static final List<Schema> IN_THE_STORE =
      List.of(SagaCheckpoint.getClassSchema(), ParkedInputs.getClassSchema());

  @Test
  void shouldHaveATableOfEveryFieldOfEveryRecordOnTheWire() throws IOException {
    assertTables(PROTOCOL, ON_THE_WIRE);
  }

  @Test
  void shouldHaveATableOfEveryFieldOfEveryRecordInTheStore() throws IOException {
    assertTables(INTEGRITY, IN_THE_STORE);
  }

  @Test
  void shouldDescribeEverySchemaOfTheProtocol() throws IOException {
    // given
    List<String> described = new ArrayList<>(List.of("Hash"));
    Stream.concat(ON_THE_WIRE.stream(), IN_THE_STORE.stream())
        .forEach(schema -> described.add(schema.getName()));

    // then
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".avsc", "")))
          .containsExactlyInAnyOrderElementsOf(described);
    }
  }

  @Test
  void shouldComputeTheHashOfTheExampleByTheRuleOfThePage() throws Exception {
    // given
    byte[] value = example(INTEGRITY, "A journal entry");

    // when: the rule, as the page words it
    byte[] record = Arrays.copyOfRange(value, 5, value.length);
    byte[] hash = sha256(Arrays.copyOf(record, record.length - HASH_BYTES));

    // then
    assertThat(text(INTEGRITY))
        .contains("SHA-256 over the record's Avro bytes without the last 32")
        .contains("`" + HexFormat.of().formatHex(hash) + "`");
    GenericRecord entry = read(SagaTransition.getClassSchema(), record);
    assertThat(((GenericFixed) entry.get("hash")).bytes()).isEqualTo(hash);
    assertThat(((GenericFixed) entry.get("previousHash")).bytes())
        .as("precedes the hash")
        .isEqualTo(
            Arrays.copyOfRange(record, record.length - 2 * HASH_BYTES, record.length - HASH_BYTES));
    assertThat(JournalCodec.hashOf(value).value().array()).as("and so do we").isEqualTo(hash);
  }

  @Test
  void shouldReadTheCheckpointOfTheExampleByTheTableOfThePage() throws Exception {
    // given
    byte[] value = example(INTEGRITY, "A checkpoint, the tombstone");

    // when: the table, as the page has it
    byte[] body = Arrays.copyOfRange(value, 33, value.length);

    // then
    assertThat(text(INTEGRITY))
        .contains("| 0 | `0x01`: the format |")
        .contains("| 1 to 32 | SHA-256 of bytes 33 to the end |")
        .contains("| 33 to the end | `SagaCheckpoint` in Avro binary, without a schema id |");
    assertThat(value[0]).isEqualTo((byte) 1);
    assertThat(Arrays.copyOfRange(value, 1, 33)).isEqualTo(sha256(body));
    GenericRecord checkpoint = read(SagaCheckpoint.getClassSchema(), body);
    assertThat(write(checkpoint)).as("there is nothing else").isEqualTo(body);
    assertThat(text(INTEGRITY))
        .contains(
            "saga `%s`, run `%s`, revision %s, status `%s`"
                .formatted(
                    checkpoint.get("sagaId"),
                    checkpoint.get("run"),
                    checkpoint.get("revision"),
                    checkpoint.get("status")));
    assertThat(CheckpointCodec.decode(value).state().identity().id())
        .hasToString(checkpoint.get("sagaId").toString());
  }

  @Test
  void shouldNameTheGroupsAndTopicsOfTheOrchestrator() throws IOException {
    // given
    String application =
        OrchestratorConfig.of(
                Map.of(),
                Map.of(
                    OrchestratorConfig.BOOTSTRAP_SERVERS,
                    "localhost:9092",
                    OrchestratorConfig.SCHEMA_REGISTRY_URL,
                    "http://localhost:8081",
                    OrchestratorConfig.TOPIC_PREFIX,
                    "shop."))
            .applicationId();

    // then
    assertThat(text(PROTOCOL))
        .contains("| the orchestrator | its `application.id`")
        .contains("| `" + application + "` |")
        .contains("`" + EngineNames.checkpointChangelog("<application id>") + "`")
        .contains("`" + EngineNames.parkingChangelog("<application id>") + "`")
        .contains("`" + EngineNames.checkpointChangelog(application) + "`");
  }

  private static void assertTables(Path page, List<Schema> schemas) throws IOException {
    // given
    String expected = RecordTables.of(schemas);
    if (Boolean.getBoolean("saga.docs.write")) {
      Files.writeString(page, tables(page).replaceFirst("$1" + quoted(expected) + "$3"));
    }

    // when
    Matcher actual = tables(page);

    // then
    assertThat(actual.find()).as("a place for the tables in %s", page).isTrue();
    assertThat(actual.group(2)).isEqualTo(expected);
  }

  private static Matcher tables(Path page) throws IOException {
    return Pattern.compile("(?s)(<!-- fields: generated -->\n)(.*?)(<!-- fields: end -->)")
        .matcher(text(page));
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }

  private static String text(Path page) throws IOException {
    return Files.readString(page, StandardCharsets.UTF_8);
  }

  /** The bytes in the block that follows these words. */
  private static byte[] example(Path page, String words) throws IOException {
    Matcher block =
        Pattern.compile(Pattern.quote(words) + "[^`]*(?:`[^`\n]+`[^`]*)*?\n```\n([0-9a-f\n]+)```")
            .matcher(text(page));
    assertThat(block.find()).as("an example: %s", words).isTrue();
    return HexFormat.of().parseHex(block.group(1).replace("\n", ""));
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static GenericRecord read(Schema schema, byte[] bytes) throws IOException {
    return new GenericDatumReader<GenericRecord>(schema)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private static byte[] write(GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
