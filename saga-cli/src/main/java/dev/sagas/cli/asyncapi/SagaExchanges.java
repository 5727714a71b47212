package dev.sagas.cli.asyncapi;

import static dev.sagas.cli.asyncapi.Exchange.Direction.receive;
import static dev.sagas.cli.asyncapi.Exchange.Direction.send;

import dev.sagas.cli.asyncapi.Exchange.Party;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that the sides of a saga send and receive. */
final class SagaExchanges {
  private final PublishedSaga saga;
  private final TopicNames topics;
  private final RecordSchemas schemas;
  private final List<Exchange> exchanges = new ArrayList<>();

  private SagaExchanges(PublishedSaga saga, TopicNames topics, RecordSchemas schemas) {
    this.saga = saga;
    this.topics = topics;
    this.schemas = schemas;
  }

  static List<Exchange> of(PublishedSaga saga, TopicNames topics, RecordSchemas schemas) {
    SagaExchanges made = new SagaExchanges(saga, topics, schemas);
    made.starts();
    made.signals();
    PublishedSaga.participants(List.of(saga)).stream().sorted().forEach(made::commands);
    made.outcomes();
    return made.exchanges;
  }

  private void add(Exchange... more) {
    exchanges.addAll(List.of(more));
  }

  private void starts() {
    Message start =
        new Message(
            "start",
            Channel.requests(topics),
            "Starts a saga with its initial data.",
            Headers.ofRequest(saga.type()),
            schemas.data(saga));
    Message answer =
        new Message(
            "answer",
            Channel.answers(topics),
            "Says whether a request started a saga.",
            Headers.of(HeaderGroup.answerHeaders),
            Optional.of(SagaStartAnswer.getClassSchema()));
    Exchange sent =
        Exchange.of(
            "client-start", Party.CLIENT, send, "Starts a saga; the answer is sent if asked for.");
    Exchange received =
        Exchange.of(
            "orchestrator-start",
            Party.ORCHESTRATOR,
            receive,
            "Starts a saga; answers if asked for.");
    add(sent.with(List.of(start), List.of(answer)), received.with(List.of(start), List.of(answer)));
  }

  /** One message for each signal and record: several steps may wait for the same. */
  private void signals() {
    Map<List<Optional<String>>, Message> signals = new LinkedHashMap<>();
    for (PublishedSaga.Step step : saga.steps()) {
      if (step.kind().equals("SIGNAL") || step.kind().equals("APPROVAL")) {
        signals.computeIfAbsent(List.of(step.on(), step.record()), key -> signal(step));
      }
    }
    if (!signals.isEmpty()) {
      List<Message> all = List.copyOf(signals.values());
      add(
          Exchange.of("client-signal", Party.CLIENT, send, "Informs a saga of an event.")
              .with(all, List.of()),
          Exchange.of("orchestrator-signal", Party.ORCHESTRATOR, receive, "Takes a signal.")
              .with(all, List.of()));
    }
  }

  private Message signal(PublishedSaga.Step step) {
    String signal = step.on().orElse("");
    return new Message(
        step.name() + ".signal",
        Channel.signals(topics),
        "Signal " + signal + ", which step " + step.name() + " waits for.",
        Headers.ofSignal(signal),
        step.record().flatMap(schemas::named));
  }

  private void commands(String participant) {
    StepMessages messages = new StepMessages(saga, topics, schemas);
    List<Message> commands = messages.commands(participant);
    List<Message> replies = messages.replies(participant);
    Exchange sent =
        Exchange.of(
            "orchestrator-" + participant,
            Party.ORCHESTRATOR,
            send,
            "Commands participant " + participant + ".");
    Exchange received =
        Exchange.of(
            "participant-" + participant,
            Party.participant(participant),
            receive,
            "Carries out a command, with one effect for each deduplication key, and replies.");
    add(
        sent.with(commands, replies),
        received.in(topics.prefix() + participant).with(commands, replies));
  }

  private void outcomes() {
    Message outcome =
        new Message(
            "outcome",
            Channel.outcomes(topics),
            "How a saga ended.",
            Headers.of(HeaderGroup.outcomeHeaders),
            Optional.of(SagaOutcome.getClassSchema()));
    add(
        Exchange.of("orchestrator-outcome", Party.ORCHESTRATOR, send, "Publishes how a saga ended.")
            .with(List.of(outcome), List.of()),
        Exchange.of("client-outcome", Party.CLIENT, receive, "Learns how a saga ended.")
            .with(List.of(outcome), List.of()));
  }
}
