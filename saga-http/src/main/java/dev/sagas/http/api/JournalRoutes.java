package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.journal.NotRebuildableException;
import dev.sagas.engine.journal.Rebuilt;
import dev.sagas.engine.journal.Replay;
import dev.sagas.engine.journal.ReplayPoint;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.operate.history.RecordTimes;
import dev.sagas.operate.history.RunJournal;
import dev.sagas.operate.history.SagaEnding;
import dev.sagas.operate.history.SagaTimeline;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.JsonChanges;
import dev.sagas.operate.json.SagaJson;
import dev.sagas.operate.json.TimelineJson;
import dev.sagas.operate.query.KeptInputs;
import dev.sagas.operate.query.Timeline;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the journal says of one saga: its course, its entries, its past states. */
final class JournalRoutes {
  /** The parameters of a saga. */
  static final Set<String> SAGA = Set.of("journal", "scope");

  /** The parameters of the history. */
  static final Set<String> HISTORY = Set.of("limit", "before", "scope");

  /** The parameters of the timeline. */
  static final Set<String> TIMELINE = Set.of("revision", "scope");

  /** The parameters of a difference. */
  static final Set<String> DIFF = Set.of("from", "to");

  private static final Duration JOURNAL_LIMIT = Duration.ofSeconds(5);
  private static final Duration REPLIES_LIMIT = Duration.ofSeconds(2);
  private static final int DEFAULT_ENTRIES = 100;
  private static final int MAX_ENTRIES = 1_000;

  private final Service service;

  JournalRoutes(Service service) {
    this.service = service;
  }

  private RunJournal journal(SagaState state) {
    return RunJournal.read(service.deployment(), state, state.startedAtMs(), JOURNAL_LIMIT);
  }

  /** The saga, and, if asked for, what only the journal knows of its inputs and its end. */
  HttpReply saga(Ask ask) {
    boolean journalToo = ask.flag("journal");
    return new OneSaga(service)
        .answer(
            ask,
            "",
            state ->
                journalToo
                    ? SagaJson.node(
                        state, KeptInputs.of(service.deployment(), state), ending(state))
                    : SagaJson.node(state, Map.of()));
  }

  private Optional<SagaEnding> ending(SagaState state) {
    return state.status().isTerminal()
        ? SagaEnding.of(journal(state).transitions())
        : Optional.empty();
  }

  HttpReply timeline(Ask ask) {
    int revision = ask.number("revision", 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
    return new OneSaga(service).answer(ask, "/timeline", state -> timeline(state, revision));
  }

  /** Up to a revision. */
  private ObjectNode timeline(SagaState state, int revision) {
    List<JournalEntry> transitions =
        journal(state).transitions().stream()
            .filter(entry -> entry.revision() <= revision)
            .toList();
    return SagaTimeline.of(
            transitions,
            RecordTimes.read(service.deployment(), RecordTimes.replies(transitions), REPLIES_LIMIT))
        .map(TimelineJson::node)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.NO_SUCH_REVISION,
                    "Expected the journal to have entries of saga %s, but none could be read"
                        .formatted(state.identity().id())));
  }

  HttpReply history(Ask ask) {
    int limit = ask.number("limit", 1, MAX_ENTRIES).orElse(DEFAULT_ENTRIES);
    OptionalInt before = ask.number("before", 1, Integer.MAX_VALUE);
    return new OneSaga(service)
        .answer(ask, "/history", state -> history(journal(state), limit, before));
  }

  /** The newest first. */
  private static ObjectNode history(RunJournal journal, int limit, OptionalInt before) {
    ObjectNode json = Json.object();
    json.put("complete", journal.complete());
    ArrayNode entries = json.putArray("entries");
    Optional<Long> next = Optional.empty();
    List<JournalEntry> all = journal.entries();
    for (int i = all.size() - 1; i >= 0; i--) {
      JournalEntry entry = all.get(i);
      if (before.isPresent() && entry.revision() >= before.getAsInt()) {
        continue;
      }
      if (entries.size() >= limit) {
        next = Optional.of(entry.revision() + 1);
        break;
      }
      put(entries.addObject(), entry);
    }
    json.putNull("next");
    next.ifPresent(revision -> json.put("next", revision));
    return json;
  }

  private static void put(ObjectNode json, JournalEntry entry) {
    json.put("revision", entry.revision());
    Json.putTime(json, "at", entry.atMs());
    json.put("cause", entry.cause().kind().name().toLowerCase(Locale.ROOT));
    Json.put(json, "input", entry.cause().position());
    Json.put(json, "actor", actor(entry.cause()));
    json.put("status", entry.status().name());
    Json.put(json, "note", entry.note());
    ArrayNode events = json.putArray("events");
    Timeline.whatHappened(entry).forEach(events::add);
  }

  /** Of an operation; of a request or signal, if whose it is was said. */
  private static Optional<String> actor(Cause cause) {
    return cause
        .actor()
        .or(() -> Optional.ofNullable(cause.headers().get(SagaHeaders.REQUESTED_BY)));
  }

  HttpReply revision(Ask ask) {
    int revision = ask.path("revision", "a whole number of 1 or more", JournalRoutes::number);
    Rebuilt rebuilt = pair(OneSaga.id(ask), revision, revision).after();
    return HttpReply.json(node(rebuilt));
  }

  /** The saga as it was after that transition. */
  SagaState state(SagaId saga, int revision) {
    return pair(saga, revision, revision).after().state();
  }

  private static ObjectNode node(Rebuilt rebuilt) {
    ObjectNode json = SagaJson.node(rebuilt.detail(), Map.of());
    json.put("entry", rebuilt.position().toString());
    return json;
  }

  private static int number(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException("out of bounds");
    }
    return number;
  }

  /** Checks every hash up to the later of the two. */
  private Replay.Pair pair(SagaId saga, int from, int to) {
    try {
      return Replay.pair(
          service.deployment(),
          saga,
          Optional.empty(),
          List.of(ReplayPoint.revision(from), ReplayPoint.revision(to)));
    } catch (NotRebuildableException e) {
      throw new ProblemException(ProblemCode.NO_SUCH_REVISION, String.valueOf(e.getMessage()), e);
    }
  }

  HttpReply difference(Ask ask) {
    int from = ask.number("from", 1, Integer.MAX_VALUE).orElse(1);
    int to =
        ask.number("to", 1, Integer.MAX_VALUE)
            .orElseThrow(() -> ProblemException.parameter("to", "a whole number of 1 or more", ""));
    Replay.Pair pair = pair(OneSaga.id(ask), from, to);
    ObjectNode json = Json.object();
    json.put("sagaId", pair.after().state().identity().id().value());
    json.put("run", pair.after().state().identity().run().value());
    json.put("from", from);
    json.put("to", to);
    ArrayNode changes = json.putArray("changes");
    JsonChanges.put(changes, node(pair.before()), node(pair.after()));
    return HttpReply.json(json);
  }

  HttpReply chain(Ask ask) {
    JsonNode now = new OneSaga(service).shown(ask);
    int revision = now.path("revision").asInt();
    SagaState rebuilt = pair(OneSaga.id(ask), revision, revision).after().state();
    ObjectNode json = Json.object();
    json.put("sagaId", rebuilt.identity().id().value());
    json.put("run", rebuilt.identity().run().value());
    json.put("revision", revision);
    json.put("hash", rebuilt.chain().hash().hex());
    json.put("verified", rebuilt.chain().hash().hex().equals(now.path("hash").asText()));
    return HttpReply.json(json);
  }
}
