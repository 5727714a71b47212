package dev.sagas.orchestrator.definitions;

import dev.sagas.engine.definitions.DefinitionProblem;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.definitions.WrittenSchema;
import dev.sagas.operate.definitions.Descriptors;
import dev.sagas.operate.definitions.GateCheck;
import dev.sagas.operate.definitions.GateCheck.Question;
import dev.sagas.operate.definitions.GateReport;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.AvroCompatibility;
import dev.sagas.serde.SchemaNotRegisteredException;
import dev.sagas.serde.SubjectStrategy;
import dev.sagas.serde.UnknownSchemaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares definitions with what was deployed before and with each other; changes nothing.
 *
 * <ul>
 *   <li>A version keeps the structure that it was first deployed with (R19).
 *   <li>What the registry would refuse is reported before anything is registered.
 *   <li>Whatever the registry's compatibility says, data of the same record stays readable: each
 *       version reads what older versions wrote, and a version whose schema changed reads what it
 *       wrote before and is read by the instances that still run with the former schema.
 *   <li>Where several versions of one deployment use a record with different schemas, the newer
 *       schema reads the older one's data.
 * </ul>
 */
final class DeploymentCheck {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentCheck.class);

  private final AvroCodec codec;
  private final TopicNames topics;
  private final Map<String, SagaDefinitionDescriptor> published;
  private final List<DefinitionProblem> problems = new ArrayList<>();
  private final Map<DescribedSaga, List<GateCheck>> checks = new LinkedHashMap<>();

  /**
   * A check.
   *
   * @param codec with the record-name strategy
   * @param published by {@link DefinitionTopic#key}
   */
  DeploymentCheck(
      AvroCodec codec, TopicNames topics, Map<String, SagaDefinitionDescriptor> published) {
    this.codec = codec;
    this.topics = topics;
    this.published = Map.copyOf(published);
  }

  /** Every problem of every definition. */
  List<DefinitionProblem> problems(List<DescribedSaga> sagas) {
    List<DescribedSaga> inOrder =
        sagas.stream().sorted(Comparator.comparingInt(saga -> saga.saga().version())).toList();
    inOrder.forEach(this::checkStructure);
    inOrder.forEach(this::checkRegistry);
    inOrder.forEach(this::checkPublishedData);
    checkEachOther(inOrder);
    return problems.stream().distinct().toList();
  }

  /**
   * What was compared, of each definition; after {@link #problems}.
   *
   * @param nowMs epoch ms
   */
  List<GateReport> reports(long nowMs) {
    List<GateReport> reports = new ArrayList<>();
    checks.forEach(
        (saga, of) ->
            reports.add(
                new GateReport(
                    saga.saga().type(),
                    saga.saga().version(),
                    nowMs,
                    of.stream().distinct().toList())));
    return reports;
  }

  private void compared(DescribedSaga saga, Question question, String against) {
    add(saga, new GateCheck(question, against, Optional.empty()));
  }

  private void add(DescribedSaga saga, GateCheck check) {
    checks.computeIfAbsent(saga, one -> new ArrayList<>()).add(check);
  }

  private void checkStructure(DescribedSaga saga) {
    SagaDefinitionDescriptor descriptor = Descriptors.of(saga);
    SagaDefinitionDescriptor before = published.get(DefinitionTopic.key(descriptor));
    compared(
        saga,
        Question.STRUCTURE,
        before == null ? "nothing: it was not deployed before" : "what was published of it");
    if (before != null && !before.getStructureHash().equals(descriptor.getStructureHash())) {
      problems.add(
          saga.problem(
              "it was deployed with another structure: give the changed one a new version"));
    }
  }

  private void checkRegistry(DescribedSaga saga) {
    for (WrittenSchema record : written(saga)) {
      compared(
          saga,
          Question.REGISTRY,
          "%s in %s".formatted(record.schema().getFullName(), record.topic()));
      if (!isRegistered(record)) {
        String subject = SubjectStrategy.RECORD_NAME.subject(record.topic(), record.schema());
        for (String reason : codec.registry().incompatibilities(subject, record.schema())) {
          problems.add(
              saga.problem(
                  "%s is not compatible with what is registered for it: %s"
                      .formatted(record.schema().getFullName(), reason)));
        }
      }
    }
  }

  private boolean isRegistered(WrittenSchema record) {
    try {
      return codec.schemaId(record.topic(), record.schema()) >= 0;
    } catch (SchemaNotRegisteredException e) {
      return false;
    }
  }

  private void checkPublishedData(DescribedSaga saga) {
    Schema own = DeployedDefinitions.schema(saga.saga().dataClass());
    for (SagaDefinitionDescriptor before : published.values()) {
      boolean sameRecord =
          before.getType().equals(saga.saga().type().value())
              && before.getDataType().equals(own.getFullName());
      if (sameRecord && before.getVersion() <= saga.saga().version()) {
        before.getDataSchemaIds().forEach(id -> checkData(saga, own, before, id));
      }
    }
  }

  private void checkData(
      DescribedSaga saga, Schema own, SagaDefinitionDescriptor before, int schemaId) {
    String what = own.getFullName() + " of version " + before.getVersion();
    Schema former;
    try {
      former = codec.registry().schemaById(schemaId);
    } catch (UnknownSchemaException e) {
      LOG.warn(
          "Data of saga {} version {} may have been written with a schema that the registry "
              + "does not know: it cannot be read, or compared with what is deployed now",
          before.getType(),
          before.getVersion(),
          e);
      add(
          saga,
          new GateCheck(
              Question.OLDER_DATA,
              what,
              Optional.of("the registry does not know schema " + schemaId)));
      return;
    }
    String against = "%s, schema %s".formatted(what, schemaId);
    compared(saga, Question.OLDER_DATA, against);
    addUnreadable(saga, "it cannot read data written as " + what, own, former);
    if (before.getVersion() == saga.saga().version()) {
      compared(saga, Question.RUNNING_INSTANCES, against);
      addUnreadable(
          saga,
          "instances that have not been restarted yet could not read its " + what,
          former,
          own);
    }
  }

  private void checkEachOther(List<DescribedSaga> inOrder) {
    Map<String, Map<Schema, DescribedSaga>> byName = new HashMap<>();
    for (DescribedSaga saga : inOrder) {
      for (WrittenSchema record : written(saga)) {
        Map<Schema, DescribedSaga> others =
            byName.computeIfAbsent(record.schema().getFullName(), name -> new LinkedHashMap<>());
        if (others.putIfAbsent(record.schema(), saga) == null) {
          others.forEach((schema, other) -> checkPair(saga, record.schema(), other, schema));
        }
      }
    }
  }

  private void checkPair(DescribedSaga saga, Schema own, DescribedSaga other, Schema older) {
    boolean sameType = saga.saga().type().equals(other.saga().type());
    if (sameType && !own.equals(older)) {
      compared(
          saga, Question.OTHER_VERSIONS, "%s of %s".formatted(own.getFullName(), other.title()));
      addUnreadable(
          saga, "its " + own.getFullName() + " cannot read that of " + other.title(), own, older);
    }
  }

  private void addUnreadable(DescribedSaga saga, String what, Schema reader, Schema writer) {
    for (String reason : AvroCompatibility.problems(reader, writer)) {
      problems.add(saga.problem(what + ": " + reason));
    }
  }

  private List<WrittenSchema> written(DescribedSaga saga) {
    return WrittenSchema.of(saga.saga(), topics);
  }
}
