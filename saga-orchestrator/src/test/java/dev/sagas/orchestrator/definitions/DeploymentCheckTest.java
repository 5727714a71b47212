package dev.sagas.orchestrator.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.artefact.BookingJars;
import dev.sagas.artefact.JarBuilder;
import dev.sagas.engine.definitions.DefinitionProblem;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.operate.definitions.Descriptors;
import dev.sagas.operate.definitions.GateCheck;
import dev.sagas.operate.definitions.GateCheck.Question;
import dev.sagas.operate.definitions.GateReport;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.Hash;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.CompatibilityLevel;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SchemaNotRegisteredException;
import dev.sagas.serde.SubjectStrategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is registered, with Avro's reason. */
class DeploymentCheckTest {
  private static final String RECORD = "com.acme.BookingData";
  private static final String REASON = "READER_FIELD_MISSING_DEFAULT_VALUE at /fields/2: note";

  @TempDir private Path folder;
  private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  private final AvroCodec codec = WireFixtures.codec(registry, SubjectStrategy.RECORD_NAME);
  private final List<DefinitionJar> open = new ArrayList<>();

  @AfterEach
  void closeJars() {
    open.forEach(DefinitionJar::close);
  }

  @Test
  void shouldFindNothingWhenTheNewVersionReadsWhatTheOldOneWrote() {
    assertThat(problems(Map.of(), saga(BookingJars.version1()), saga(BookingJars.version2())))
        .isEmpty();
  }

  @Test
  void shouldTellAvrosReasonWhenTwoVersionsDoNotFitAndTheSubjectIsNew() {
    assertThat(problems(Map.of(), saga(BookingJars.version1()), saga(incompatible(2))))
        .containsExactly(
            "booking.jar: booking version 2: its %s cannot read that of booking version 1: %s"
                .formatted(RECORD, REASON));
  }

  @Test
  void shouldTellTheRegistrysReasonWhenItWouldRefuse() {
    // given
    codec.register("saga.requests", data(""));

    // then
    assertThat(problems(Map.of(), saga(incompatible(1))))
        .containsExactly(
            """
            booking.jar: booking version 1: %s is not compatible with what is registered for \
            it: %s\
            """
                .formatted(RECORD, REASON));
  }

  @Test
  void shouldListEveryRecordThatDoesNotFitAndRegisterNothing() {
    // given
    codec.register("c", schema(BookingJars.record("HoldSeats", "")));
    codec.register("c", schema(BookingJars.record("ReleaseSeats", text("why"))));
    codec.register("c", schema(BookingJars.record("ConfirmBooking", "").replace("Id", "No")));

    // then
    assertThat(problems(Map.of(), saga(BookingJars.version1())))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("com.acme.HoldSeats is not compatible"))
        .anyMatch(problem -> problem.contains("com.acme.ConfirmBooking is not compatible"));
    Assertions.assertThatThrownBy(() -> registry.newestId(RECORD))
        .as("the data's schema is all right, and not registered either")
        .isInstanceOf(SchemaNotRegisteredException.class);
  }

  @Test
  void shouldCompareWithWhatWasDeployedWhenTheRegistryComparesNothing() {
    // given: version 1 is not deployed any more, its sagas may still be migrated
    registry.setCompatibility(RECORD, CompatibilityLevel.NONE);
    int id = codec.register("saga.requests", data(""));

    // then
    assertThat(problems(published(1, id), saga(incompatible(2))))
        .containsExactly(
            "booking.jar: booking version 2: it cannot read data written as %s of version 1: %s"
                .formatted(RECORD, REASON));
    assertThat(problems(published(3, id), saga(incompatible(2)))).as("newer ones").isEmpty();
    assertThat(problems(published(1, id), saga(BookingJars.version2()))).isEmpty();
  }

  @Test
  void shouldWantBothDirectionsWhenTheSchemaChangesUnderTheSameVersion() {
    // given: the new instances write data without the note, the old ones need it
    registry.setCompatibility(RECORD, CompatibilityLevel.NONE);
    int id = codec.register("saga.requests", data(BookingJars.NOTE_WITHOUT_DEFAULT));
    DescribedSaga saga = saga(BookingJars.version1());

    // then
    assertThat(problems(withStructureOf(saga, published(1, id)), saga))
        .containsExactly(
            """
            booking.jar: booking version 1: instances that have not been restarted yet could not \
            read its %s of version 1: %s\
            """
                .formatted(RECORD, REASON));
  }

  @Test
  void shouldTellEachVersionWhenStructuresChanged() {
    // given
    Map<String, SagaDefinitionDescriptor> published = new HashMap<>(published(1, 1_000_000));
    published.putAll(published(2, 1_000_000));

    // then: the schema id is unknown, which is logged
    assertThat(problems(published, saga(BookingJars.version1()), saga(BookingJars.version2())))
        .containsExactly(
            "booking.jar: booking version 1: it was deployed with another structure: give the"
                + " changed one a new version",
            "booking.jar: booking version 2: it was deployed with another structure: give the"
                + " changed one a new version");
  }

  @Test
  void shouldReportWhatEachVersionWasComparedWith() {
    // given: version 1 is published, as is its schema; of another one the schema is unknown
    DescribedSaga first = saga(BookingJars.version1());
    DescribedSaga second = saga(BookingJars.version2());
    int id = codec.register("saga.requests", data(""));
    Map<String, SagaDefinitionDescriptor> published = withStructureOf(first, published(1, id));
    published.values().forEach(one -> one.setDataSchemaIds(List.of(id, 1_000_000)));
    DeploymentCheck check = new DeploymentCheck(codec, TopicNames.DEFAULT, published);

    // when
    List<DefinitionProblem> problems = check.problems(List.of(first, second));
    List<GateReport> reports = check.reports(42);

    // then
    assertThat(problems).isEmpty();
    assertThat(reports).extracting(GateReport::version).containsExactly(1, 2);
    assertThat(reports).allMatch(report -> report.checkedAtMs() == 42);
    assertThat(against(reports.get(0), Question.STRUCTURE))
        .containsExactly("what was published of it");
    assertThat(against(reports.get(1), Question.STRUCTURE))
        .containsExactly("nothing: it was not deployed before");
    assertThat(against(reports.get(0), Question.RUNNING_INSTANCES))
        .containsExactly(RECORD + " of version 1, schema " + id);
    assertThat(against(reports.get(1), Question.OLDER_DATA))
        .containsExactly(RECORD + " of version 1, schema " + id, RECORD + " of version 1");
    assertThat(against(reports.get(1), Question.OTHER_VERSIONS))
        .contains(RECORD + " of booking version 1");
    assertThat(against(reports.get(1), Question.REGISTRY)).contains(RECORD + " in saga.requests");
    assertThat(reports.get(1).checks())
        .filteredOn(one -> one.whyNot().isPresent())
        .extracting(one -> one.whyNot().orElseThrow())
        .containsExactly("the registry does not know schema 1000000");
  }

  private static List<String> against(GateReport report, Question question) {
    return report.checks().stream()
        .filter(check -> check.question() == question)
        .map(GateCheck::against)
        .toList();
  }

  private static JarBuilder incompatible(int version) {
    return BookingJars.version(
        version, BookingJars.data(BookingJars.NOTE_WITHOUT_DEFAULT), "data.getNote()");
  }

  private static String text(String field) {
    return ", {\"name\": \"" + field + "\", \"type\": \"string\"}";
  }

  private static Schema data(String moreFields) {
    return schema(BookingJars.data(moreFields));
  }

  private static Schema schema(String text) {
    return new Schema.Parser().parse(text);
  }

  private DescribedSaga saga(JarBuilder jar) {
    DefinitionJar opened = DefinitionJar.open(jar.write(folder.resolve("booking.jar")));
    open.add(opened);
    return opened.sagas().get(0);
  }

  /** A version that holds data of that schema, and whose structure is no longer the same. */
  private static Map<String, SagaDefinitionDescriptor> published(int version, int schemaId) {
    SagaDefinitionDescriptor descriptor = new SagaDefinitionDescriptor();
    descriptor.setType(BookingJars.TYPE);
    descriptor.setVersion(version);
    descriptor.setDataType(RECORD);
    descriptor.setDataSchemaIds(List.of(schemaId));
    descriptor.setStructureHash(new Hash(new byte[32]));
    return Map.of(DefinitionTopic.key(descriptor), descriptor);
  }

  private static Map<String, SagaDefinitionDescriptor> withStructureOf(
      DescribedSaga saga, Map<String, SagaDefinitionDescriptor> published) {
    published
        .values()
        .forEach(
            descriptor -> descriptor.setStructureHash(Descriptors.of(saga).getStructureHash()));
    return published;
  }

  private List<String> problems(
      Map<String, SagaDefinitionDescriptor> published, DescribedSaga... sagas) {
    return new DeploymentCheck(codec, TopicNames.DEFAULT, published)
        .problems(List.of(sagas)).stream().map(DefinitionProblem::toString).toList();
  }
}
