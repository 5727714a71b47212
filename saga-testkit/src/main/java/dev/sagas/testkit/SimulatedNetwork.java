package dev.sagas.testkit;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.wire.InboundRecord;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.schema.SagaOperation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Carries every record of one saga, and applies the faults to them. */
final class SimulatedNetwork {
  private final Setting<?> setting;
  private final Faults faults;
  private final Timeline timeline;
  private final History history;
  private final Participants participants;
  private final List<FaultPoint> happenings = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();
  private final Map<String, Long> offsets = new HashMap<>();
  private final Set<StepName> unreached = new HashSet<>();
  private final Set<StepName> unanswered = new HashSet<>();
  private final Set<Fault> struck = new HashSet<>();
  private final List<Delivery> overtaken = new ArrayList<>();
  private Consumer<Delivery> orchestrator = delivery -> {};

  SimulatedNetwork(Setting<?> setting, Faults faults, Timeline timeline, History history) {
    this.setting = setting;
    this.faults = faults;
    this.timeline = timeline;
    this.history = history;
    this.participants = new Participants(setting.scripts());
  }

  /** Sets the reader of what is sent to the orchestrator. */
  void deliverTo(Consumer<Delivery> reader) {
    this.orchestrator = reader;
  }

  List<FaultPoint> happenings() {
    return happenings;
  }

  List<Command> commands() {
    return commands;
  }

  Effects effects() {
    return participants.effects();
  }

  /** Numbers something that a fault may affect. */
  FaultPoint happen(FaultPoint.Kind kind, Optional<CommandId> command, String text) {
    FaultPoint happening = new FaultPoint(happenings.size() + 1, kind, command);
    happenings.add(happening);
    history.came(happening, timeline.nowMs(), text);
    return happening;
  }

  /** True if the fault strikes, which it does once; told in the history. */
  boolean strikes(FaultPoint happening, FaultKind kind) {
    Fault fault = new Fault(happening.number(), kind);
    boolean strikes = faults.list().contains(fault) && struck.add(fault);
    if (strikes) {
      history.told(timeline.nowMs(), "FAULT at #" + happening.number() + ": " + kind.text());
    }
    return strikes;
  }

  /** Carries a command to its participant, and the reply back. */
  void send(OutboundRecord record) {
    Command command = Command.read(record, setting.deployment());
    commands.add(command);
    FaultPoint happening =
        happen(FaultPoint.Kind.COMMAND, Optional.of(command.id()), "saga sends " + command);
    StepName step = command.key().step();
    if (strikes(happening, FaultKind.STEP_UNREACHED)) {
      unreached.add(step);
    }
    if (strikes(happening, FaultKind.COMMAND_LOST)
        || (happening.isAboutExecute() && unreached.contains(step))) {
      return;
    }
    if (strikes(happening, FaultKind.STEP_REJECTED)) {
      participants.reject(command.key());
    }
    timeline.soon(0, () -> arrive(command));
    if (strikes(happening, FaultKind.COMMAND_TWICE)) {
      timeline.soon(0, () -> arrive(command));
    }
  }

  private void arrive(Command command) {
    Participants.Handled handled = participants.handle(command);
    if (handled.reply().isPresent()) {
      answer(command, handled.reply().get(), handled);
    } else {
      history.told(
          timeline.nowMs(), command.definition().participant() + " does not answer " + command);
    }
  }

  private void answer(Command command, Reply reply, Participants.Handled how) {
    String text =
        command.definition().participant() + " answers " + reply + " to " + command.inWords();
    FaultPoint happening = happen(FaultPoint.Kind.REPLY, Optional.of(command.id()), text);
    StepName step = command.key().step();
    if (strikes(happening, FaultKind.STEP_UNANSWERED)) {
      unanswered.add(step);
    }
    if (strikes(happening, FaultKind.REPLY_LOST)
        || (happening.isAboutExecute() && unanswered.contains(step))) {
      return;
    }
    Delivery delivery = delivery(happening, record(command, reply), text);
    if (strikes(happening, FaultKind.REPLY_OVERTAKEN)) {
      overtaken.add(delivery);
      return;
    }
    long inMs = World.LATENCY_MS + how.lateMs();
    boolean late = strikes(happening, FaultKind.REPLY_LATE);
    if (late) {
      inMs = Math.max(inMs, command.deadlineAtMs() - timeline.nowMs() + 1);
    }
    post(delivery, inMs, !late && how.lateMs() == 0);
    if (how.twice() || strikes(happening, FaultKind.REPLY_TWICE)) {
      post(delivery, inMs + World.LATENCY_MS, !late && how.lateMs() == 0);
    }
  }

  private void post(Delivery delivery, long inMs, boolean prompt) {
    if (prompt) {
      timeline.soon(inMs, () -> orchestrator.accept(delivery));
    } else {
      timeline.later(inMs, () -> orchestrator.accept(delivery));
    }
  }

  /** Delivers the replies that something has overtaken; false if there are none. */
  boolean releaseOvertaken() {
    List<Delivery> released = List.copyOf(overtaken);
    overtaken.clear();
    released.forEach(delivery -> post(delivery, 0, true));
    return !released.isEmpty();
  }

  /** Delivers a record that could not be applied to the orchestrator again. */
  void again(Delivery delivery, long inMs) {
    post(delivery, inMs, true);
  }

  private Delivery delivery(FaultPoint happening, InboundRecord record, String text) {
    return new Delivery(happening, setting.id(), record, text);
  }

  private InboundRecord record(Command command, Reply reply) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.IN_REPLY_TO, command.id().toString());
    headers.put(SagaHeaders.OUTCOME, reply.outcome().headerValue());
    reply.failure().ifPresent(failure -> describe(failure, headers));
    return record(MemoryDeployment.TOPICS.replies(), headers, reply.record());
  }

  private static void describe(Reply.Failure failure, Map<String, String> headers) {
    headers.put(SagaHeaders.ERROR_CODE, failure.code());
    headers.put(SagaHeaders.ERROR_MESSAGE, failure.message());
    failure
        .retryAfter()
        .ifPresent(pause -> headers.put(SagaHeaders.RETRY_AFTER, Long.toString(pause.toMillis())));
  }

  private InboundRecord record(String topic, Map<String, String> headers, SpecificRecord value) {
    SagaId id = setting.id();
    Map<String, String> all = new HashMap<>(headers);
    all.put(SagaHeaders.SAGA_ID, id.value());
    long offset = offsets.merge(topic, 1L, Long::sum) - 1;
    return new InboundRecord(
        new Position(topic, 0, offset),
        Optional.of(Bytes.of(id.value().getBytes(StandardCharsets.UTF_8))),
        Optional.of(Bytes.of(setting.deployment().encode(topic, value))),
        all);
  }

  /** Asks for the saga. */
  void request(SpecificRecord data) {
    Map<String, String> headers =
        Map.of(
            SagaHeaders.TYPE, setting.deployment().saga().type().value(),
            SagaHeaders.VERSION, Integer.toString(setting.deployment().saga().version()));
    String text = "request for saga " + setting.deployment().saga().type() + " " + setting.id();
    FaultPoint happening = happen(FaultPoint.Kind.REQUEST, Optional.empty(), text);
    InboundRecord record = record(MemoryDeployment.TOPICS.requests(), headers, data);
    post(delivery(happening, record, text), 0, true);
  }

  /** Sends a signal. */
  void signal(SignalName name, SpecificRecord signal) {
    String text = "signal " + name + " (" + signal.getSchema().getName() + ")";
    FaultPoint happening = happen(FaultPoint.Kind.SIGNAL, Optional.empty(), text);
    if (strikes(happening, FaultKind.SIGNAL_LOST)) {
      return;
    }
    InboundRecord record =
        record(MemoryDeployment.TOPICS.signals(), Map.of(SagaHeaders.SIGNAL, name.value()), signal);
    Delivery delivery = delivery(happening, record, text);
    post(delivery, 0, true);
    if (strikes(happening, FaultKind.SIGNAL_TWICE)) {
      post(delivery, World.LATENCY_MS, true);
    }
  }

  /** Sends an operator's action. */
  void operate(SagaOperation operation) {
    String text = operation.getActor() + " orders " + operation.getKind();
    FaultPoint happening = happen(FaultPoint.Kind.OPERATION, Optional.empty(), text);
    InboundRecord record = record(MemoryDeployment.TOPICS.operations(), Map.of(), operation);
    post(delivery(happening, record, text), 0, true);
  }
}
