package dev.sagas.dev.acceptance;

import static org.awaitility.Awaitility.await;

import dev.sagas.dev.engine.Wire;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.SentCommand;
import dev.sagas.engine.wire.UnreadableRecordException;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.schema.OperationKind;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.StepFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionFactory;

/**
 * One saga, as its participants, its operators and the readers of its journal know it.
 *
 * <p>An attempt is named as in its command id, without saga and run: {@code book-car/execute/1#2}
 * is the second attempt of the first epoch.
 */
record Trip(RunningDeployment deployment, String id) {
  static final String OPERATOR = "olga";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  static ConditionFactory soon() {
    return await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
  }

  SagaId sagaId() {
    return new SagaId(id);
  }

  /** The command of an attempt, of the newest run, as soon as it is there. */
  ConsumerRecord<byte[], byte[]> command(String attempt) {
    return commands(attempt, 1).get(0);
  }

  /** The commands of an attempt, the newest run's first, as soon as there are that many. */
  List<ConsumerRecord<byte[], byte[]>> commands(String attempt, int runs) {
    return soon().until(() -> commands(attempt), found -> found.size() >= runs);
  }

  private List<ConsumerRecord<byte[], byte[]>> commands(String attempt) {
    return records()
        .filter(record -> deployment.topics().isCommands(record.topic()))
        .filter(record -> attempt.equals(attempt(Wire.header(record, SagaHeaders.COMMAND_ID))))
        .sorted((one, other) -> Long.compare(other.offset(), one.offset()))
        .toList();
  }

  private static String attempt(String commandId) {
    return commandId.split("/", 3)[2];
  }

  void succeed(String attempt, SpecificRecord reply) throws Exception {
    deployment.wire().reply(command(attempt), "succeeded", reply);
  }

  void reject(String attempt) throws Exception {
    deployment.wire().reply(command(attempt), "rejected", failure());
  }

  void fail(String attempt) throws Exception {
    deployment.wire().reply(command(attempt), "failed", failure());
  }

  private static StepFailure failure() {
    return new StepFailure("SCRIPTED", "as the test wants it", Map.of());
  }

  void operate(OperationKind kind, String reason) throws Exception {
    operate(operation(kind, reason));
  }

  void operate(OperationKind kind, String step, String reason) throws Exception {
    SagaOperation operation = operation(kind, reason);
    operation.setStep(step);
    operate(operation);
  }

  private static SagaOperation operation(OperationKind kind, String reason) {
    return SagaOperation.newBuilder()
        .setOperationId(UUID.randomUUID().toString())
        .setKind(kind)
        .setActor(OPERATOR)
        .setReason(reason)
        .setRequestedAt(Instant.now())
        .build();
  }

  private void operate(SagaOperation operation) throws Exception {
    String topic = deployment.topics().operations();
    deployment
        .wire()
        .send(topic, deployment.wire().encode(topic, operation), Map.of(SagaHeaders.SAGA_ID, id));
  }

  private Stream<ConsumerRecord<byte[], byte[]>> records() {
    return deployment.records().about(id).stream();
  }

  private Stream<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return records().filter(record -> record.topic().equals(topic));
  }

  /**
   * Every entry of the journal up to the newest checkpoint: the two topics are written in one
   * transaction, but not read at one time.
   */
  List<JournalEntry> history() {
    return soon()
        .until(
            () -> records(deployment.topics().journal()).map(this::entry).toList(),
            entries ->
                state().map(state -> state.chain().revision()).orElse(revision(entries))
                    == revision(entries));
  }

  private static long revision(List<JournalEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.note().isEmpty())
        .map(JournalEntry::revision)
        .reduce((first, second) -> second)
        .orElse(0L);
  }

  private JournalEntry entry(ConsumerRecord<byte[], byte[]> record) {
    try {
      return deployment.written().entry(record.value());
    } catch (UnreadableRecordException e) {
      throw new AssertionError("Expected an entry of the journal of " + id, e);
    }
  }

  /** Every attempt that was sent so far, over all runs, in the journal's order. */
  List<String> sent() {
    return history().stream()
        .flatMap(entry -> entry.commands().stream())
        .map(SentCommand::commandId)
        .map(Trip::attempt)
        .toList();
  }

  <E extends SagaEvent> List<E> events(Class<E> type) {
    return history().stream()
        .flatMap(entry -> entry.events().stream())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** Why inputs changed nothing. */
  List<String> notes() {
    return history().stream().flatMap(entry -> entry.note().stream()).toList();
  }

  void awaitNote(String start) {
    soon().until(() -> notes().stream().anyMatch(note -> note.startsWith(start)));
  }

  /** The newest checkpoint; empty if there is none. */
  Optional<SagaState> state() {
    return records(deployment.checkpointTopic())
        .reduce((first, second) -> second)
        .flatMap(record -> Optional.ofNullable(record.value()))
        .map(value -> CheckpointCodec.decode(value).state());
  }

  SagaState awaitState(Predicate<SagaState> wanted) {
    return soon().until(this::state, state -> state.filter(wanted).isPresent()).orElseThrow();
  }

  SagaState awaitStatus(SagaStatus status) {
    return awaitState(state -> state.status() == status);
  }

  /** The saga's one incident, as soon as it is of that kind. */
  Incident awaitIncident(IncidentCode code) {
    SagaState state =
        awaitState(
            found -> found.incidents().stream().anyMatch(each -> each.code().equals(code.name())));
    return state.incidents().get(0);
  }

  /** True while signals or operations wait for the start of the saga. */
  boolean isParked() {
    return records(deployment.parkingTopic())
        .reduce((first, second) -> second)
        .filter(record -> record.value() != null)
        .isPresent();
  }

  List<SagaOutcome> outcomes() {
    return records(deployment.topics().outcomes())
        .map(record -> deployment.wire().decode(record, SagaOutcome.class))
        .toList();
  }

  SagaOutcome awaitOutcome() {
    SagaOutcome outcome = soon().until(this::outcomes, found -> !found.isEmpty()).get(0);
    awaitState(state -> state.status().isTerminal());
    return outcome;
  }
}
