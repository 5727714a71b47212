package dev.sagas.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.SagaState;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.records.CommandSearch;
import dev.sagas.http.records.CommandSearch.Findings;
import dev.sagas.http.records.CommandSearch.Wanted;
import dev.sagas.operate.history.RunJournal;
import dev.sagas.operate.history.SagaTimeline;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.CommandId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where the command of an attempt is; for one without a reply, whose reply would name it. */
final class CommandRoute {
  static final Set<String> PARAMETERS = Set.of("command", "scope");
  private static final String SUFFIX = "/command-position";
  private static final Duration JOURNAL_LIMIT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Service service;

  CommandRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    String command =
        ask.query("command", "the id of a command, as in the timeline", CommandId::parse)
            .map(CommandId::toString)
            .orElseThrow(
                () ->
                    ProblemException.parameter(
                        "command", "the id of a command, as in the timeline", ""));
    return new OneSaga(service).answer(ask, SUFFIX, state -> json(wanted(state, command)));
  }

  private Wanted wanted(SagaState state, String command) {
    RunJournal journal =
        RunJournal.read(service.deployment(), state, state.startedAtMs(), JOURNAL_LIMIT);
    return SagaTimeline.of(journal.transitions(), Map.of()).stream()
        .flatMap(timeline -> timeline.lanes().stream())
        .flatMap(lane -> Stream.concat(lane.forward().stream(), lane.undo().stream()))
        .flatMap(span -> span.attempts().stream())
        .filter(attempt -> attempt.commandId().equals(Optional.of(command)))
        .flatMap(
            attempt ->
                attempt.topic().stream()
                    .map(
                        topic ->
                            new Wanted(state.identity().id(), topic, command, attempt.sentAtMs())))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.NO_SUCH_RECORD,
                    "Expected the journal of saga %s to have sent command %s, but it has not"
                        .formatted(state.identity().id(), command)));
  }

  private ObjectNode json(Wanted wanted) {
    Optional<Findings> findings = CommandSearch.find(service.deployment(), wanted, LIMIT);
    ObjectNode json = Json.object();
    json.put("sagaId", wanted.saga().value());
    json.put("commandId", wanted.commandId());
    json.put("topic", wanted.topic());
    Json.putTime(json, "sentAt", wanted.sentAtMs());
    Json.put(json, "position", findings.flatMap(Findings::position));
    json.put("records", findings.map(Findings::records).orElse(0L));
    Json.put(json, "whyNot", whyNot(wanted, findings));
    return json;
  }

  private static Optional<String> whyNot(Wanted wanted, Optional<Findings> findings) {
    if (findings.isEmpty()) {
      return Optional.of("Topic %s does not exist".formatted(wanted.topic()));
    }
    Findings found = findings.get();
    if (found.position().isPresent()) {
      return Optional.empty();
    }
    String searched = "of partition %s of %s".formatted(found.partition(), wanted.topic());
    return Optional.of(
        found.complete()
            ? "None of the %s records %s since it was sent is it: its topic no longer keeps it"
                .formatted(found.records(), searched)
            : "None of the first %s records %s since it was sent is it; the rest was not read"
                .formatted(found.records(), searched));
  }
}
