package dev.sagas.orchestrator.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.artefact.BookingJars;
import dev.sagas.artefact.JarBuilder;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.engine.definitions.DefinitionProblem;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.engine.wire.RehearsalRegistry;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar with definitions: its own class loader, and every problem of it at once. */
class DefinitionJarTest {
  private static final PayloadLimits LIMITS = new PayloadLimits(10_000, 10_000);
  private static final SagaType BOOKING = new SagaType(BookingJars.TYPE);

  @TempDir private Path folder;
  private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  private final AvroCodec codec = WireFixtures.codec(registry, SubjectStrategy.RECORD_NAME);

  @Test
  void shouldRefuseAJarWhoseFilesWouldFillTheMemory() throws Exception {
    // given: zeros are packed to next to nothing
    Path bomb = jar("bomb.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry(ServiceFile.NAME));
      byte[] megabyte = new byte[1 << 20];
      for (int i = 0; i < 700; i++) {
        zip.write(megabyte);
      }
    }

    // then
    assertThatThrownBy(() -> DefinitionJar.open(bomb))
        .isInstanceOf(InvalidDeploymentException.class)
        .hasMessageContaining("expected at most 65536 bytes in META-INF/services/");
  }

  @Test
  void shouldFollowNoClassPathOutOfTheJar() throws Exception {
    // given
    Path outside = jar("outside.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outside))) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write(
          "Manifest-Version: 1.0\nClass-Path: ../elsewhere.jar\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(ServiceFile.NAME));
      zip.write("com.acme.Order\n".getBytes(StandardCharsets.UTF_8));
    }

    // then
    assertThatThrownBy(() -> DefinitionJar.open(outside))
        .isInstanceOf(InvalidDeploymentException.class)
        .hasMessageContaining("its manifest has a Class-Path");
  }

  @Test
  void shouldRunBothWhenTwoJarsHoldTheSameClassNamesWithDifferentSchemas() throws Exception {
    try (DefinitionJar one = DefinitionJar.open(BookingJars.version1().write(jar("one.jar")));
        DefinitionJar two = DefinitionJar.open(BookingJars.version2().write(jar("two.jar")))) {
      // given
      DefinitionCatalog ones = catalog(one);
      DefinitionCatalog twos = catalog(two);
      Bytes data = data(BookingJars.data(""), "b-1", 2);

      // when
      String noteOfOne = noteOf(ones.find(BOOKING, 1).orElseThrow(), data);
      String noteOfTwo = noteOf(twos.find(BOOKING, 2).orElseThrow(), data);

      // then
      assertThat(noteOfOne).isEqualTo("plain");
      assertThat(noteOfTwo).as("the new field's default").isEqualTo("none");
      Class<?> classOfOne = one.sagas().get(0).saga().dataClass();
      Class<?> classOfTwo = two.sagas().get(0).saga().dataClass();
      assertThat(classOfOne.getName()).isEqualTo(classOfTwo.getName());
      assertThat(classOfOne).isNotEqualTo(classOfTwo);
    }
  }

  @Test
  void shouldRegisterNothingWhenItIsRehearsed() throws Exception {
    try (DefinitionJar jar = DefinitionJar.open(BookingJars.version2().write(jar("new.jar")));
        AvroCodec rehearsing =
            WireFixtures.codec(RehearsalRegistry.over(registry), SubjectStrategy.RECORD_NAME)) {
      // when
      DefinitionCatalog catalog =
          DeployedDefinitions.deploy(jar.sagas(), rehearsing, TopicNames.DEFAULT, LIMITS);

      // then
      Bytes data = data(BookingJars.data(""), "b-1", 2);
      ExecutableSaga saga = catalog.newest(BOOKING).orElseThrow();
      assertThat(saga.command((StepPlan.Command) saga.plan().steps().get(0), data).size())
          .isGreaterThan(5);
      assertThat(registry.isCompatible("com.acme.HoldSeats", Schema.create(Schema.Type.INT)))
          .as("nothing is registered for the command")
          .isTrue();
    }
  }

  @Test
  void shouldTellEveryProblemWhenDefinitionsCannotWork() {
    // given
    Path jar =
        new JarBuilder()
            .schema(BookingJars.data(""))
            .definition("com.acme.NoDefinition", "package com.acme; public class NoDefinition {}")
            .definition("com.acme.Throwing", definition("Throwing", "throw new Error(\"odd\");"))
            .definition("com.acme.Null", definition("Null", "return null;"))
            .definition(
                "com.acme.Empty",
                definition(
                    "Empty", "return Saga.named(\"Bad Name\", 0, BookingData.class).build();"))
            .definition("com.acme.Private", privateDefinition())
            .offer("com.acme.Nowhere")
            .write(jar("bad.jar"));

    // then
    assertThatThrownBy(() -> DefinitionJar.open(jar))
        .isInstanceOfSatisfying(
            InvalidDeploymentException.class,
            e ->
                assertThat(e.problems().stream().map(DefinitionProblem::toString))
                    .containsExactly(
                        "bad.jar: com.acme.NoDefinition: it does not implement %s"
                            .formatted(SagaDefinition.class.getName()),
                        "bad.jar: com.acme.Throwing: define() threw java.lang.Error: odd",
                        "bad.jar: com.acme.Null: define() returned null",
                        "bad.jar: com.acme.Empty: saga type 'Bad Name' must match"
                            + " [a-z0-9][a-z0-9-]{0,63}",
                        "bad.jar: com.acme.Empty: version must be at least 1, but is 0",
                        "bad.jar: com.acme.Empty: expected 1 to 200 steps, but there are 0",
                        "bad.jar: com.acme.Private: it needs a public no-argument constructor",
                        "bad.jar: com.acme.Nowhere: there is no such class"));
  }

  @Test
  void shouldNameTheClassWhenTheJarLacksIt() {
    // given: the first needs a class of this test's class path, the second one of its own
    Path borrowing =
        BookingJars.version(
                1,
                BookingJars.data(""),
                "org.assertj.core.api.Assertions.entry(1, 2)" + ".toString()")
            .write(jar("borrowing.jar"));
    Path lacking =
        new JarBuilder()
            .schema(BookingJars.data(""))
            .leaveOut("com.acme.BookingData")
            .definition(
                "com.acme.Lacking",
                definition("Lacking", "return Saga.named(\"a\", 1, BookingData.class).build();"))
            .write(jar("lacking.jar"));

    // then
    assertProblem(lacking, "it needs com.acme.BookingData, which is not in the jar");
    try (DefinitionJar jar = DefinitionJar.open(borrowing)) {
      assertThatThrownBy(() -> noteOf(catalog(jar).newest(BOOKING).orElseThrow(), anyData()))
          .hasMessageContaining("threw java.lang.NoClassDefFoundError");
    }
  }

  @Test
  void shouldSayWhatIsMissingWhenAJarOffersNothing() throws IOException {
    Path nothing = new JarBuilder().file("readme.txt", "hello").write(jar("nothing.jar"));
    Path empty =
        new JarBuilder()
            .file("META-INF/services/dev.sagas.definition.SagaDefinition", "# none yet\n\n")
            .write(jar("empty.jar"));
    Path text = Files.writeString(jar("text.jar"), "this is no zip");

    assertProblem(
        nothing,
        "it contains no definition: there is no "
            + "META-INF/services/dev.sagas.definition.SagaDefinition in it");
    assertProblem(empty, "it contains no definition: META-INF/services/");
    assertProblem(text, "it is not a jar: ");
    assertProblem(folder.resolve("absent.jar"), "there is no such file");
  }

  @Test
  void shouldComplainWhenASchemaFileIsNotWhatItsClassWasGeneratedFrom() {
    // given
    Path stale =
        BookingJars.version1()
            .file("avro/BookingData.avsc", BookingJars.data(BookingJars.NOTE_WITH_DEFAULT))
            .write(jar("stale.jar"));
    Path broken = BookingJars.version1().file("avro/Broken.avsc", "{\"type\":").write(jar("b.jar"));

    // then
    assertProblem(stale, "the .avsc of com.acme.BookingData differs from the schema of its class");
    assertProblem(broken, "avro/Broken.avsc: ");
  }

  @Test
  void shouldReadSchemaFilesInAnyOrderWhenOneRefersToAnother() {
    // given
    String line =
        "{\"type\":\"record\",\"name\":\"ZLine\",\"namespace\":\"com.acme\",\"fields\":[]}";
    String referring =
        BookingJars.record("Extra", ", {\"name\": \"line\", \"type\": \"com.acme.ZLine\"}");

    // when
    Path jar =
        BookingJars.version1()
            .file("avro/Extra.avsc", referring)
            .file("avro/ZLine.avsc", line)
            .write(jar("parts.jar"));

    // then
    try (DefinitionJar opened = DefinitionJar.open(jar)) {
      assertThat(opened.sagas())
          .extracting(DescribedSaga::title)
          .containsExactly("booking version 1");
    }
  }

  private void assertProblem(Path jar, String text) {
    assertThatThrownBy(() -> DefinitionJar.open(jar))
        .isInstanceOfSatisfying(
            InvalidDeploymentException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .satisfies(
                        problem -> {
                          assertThat(problem.source()).isEqualTo(jar.getFileName().toString());
                          assertThat(problem.problem()).startsWith(text);
                        }));
  }

  private DefinitionCatalog catalog(DefinitionJar jar) {
    return DeployedDefinitions.deploy(jar.sagas(), codec, TopicNames.DEFAULT, LIMITS);
  }

  private String noteOf(ExecutableSaga saga, Bytes data) throws Exception {
    Bytes command = saga.command((StepPlan.Command) saga.plan().steps().get(0), data);
    return codec.decode("seats.commands", command.array()).get("note").toString();
  }

  private Bytes anyData() {
    return data(BookingJars.data(""), "b-1", 1);
  }

  private Bytes data(String schemaText, String id, int seats) {
    Schema schema = new Schema.Parser().parse(schemaText);
    GenericRecord record = new GenericData.Record(schema);
    record.put("bookingId", id);
    record.put("seats", seats);
    codec.register("saga.requests", schema);
    return Bytes.of(codec.encode("saga.requests", record));
  }

  private static String privateDefinition() {
    return definition("Private", "return null;")
        .replace("{ public", "{ private Private() {} public");
  }

  private static String definition(String name, String body) {
    return """
    package com.acme; import %s; public class %s implements %s<BookingData> { public \
    Saga<BookingData> define() { %s } }\
    """
        .formatted(Saga.class.getName(), name, SagaDefinition.class.getName(), body);
  }

  private Path jar(String name) {
    return folder.resolve(name);
  }
}
