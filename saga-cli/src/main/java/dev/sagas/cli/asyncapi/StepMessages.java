package dev.sagas.cli.asyncapi;

import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands of a saga's steps, and the replies to them. */
record StepMessages(PublishedSaga saga, TopicNames topics, RecordSchemas schemas) {
  private List<PublishedSaga.Step> steps(String participant) {
    return saga.steps().stream()
        .filter(step -> step.kind().equals("COMMAND"))
        .filter(step -> step.on().equals(Optional.of(participant)))
        .toList();
  }

  /** The commands to a participant. */
  List<Message> commands(String participant) {
    Channel channel = Channel.commands(topics, new ParticipantName(participant));
    List<Message> commands = new ArrayList<>();
    for (PublishedSaga.Step step : steps(participant)) {
      commands.add(
          new Message(
              step.name() + ".execute",
              channel,
              "Executes step " + step.name() + ".",
              Headers.ofCommand(saga.type(), step.name(), Action.EXECUTE),
              step.record().flatMap(schemas::named)));
      if (step.compensation().isPresent()) {
        commands.add(
            new Message(
                step.name() + ".compensate",
                channel,
                "Undoes step " + step.name() + ".",
                Headers.ofCommand(saga.type(), step.name(), Action.COMPENSATE),
                step.compensation().flatMap(schemas::named)));
      }
    }
    return commands;
  }

  /** The replies of a participant. */
  List<Message> replies(String participant) {
    List<Message> replies = new ArrayList<>();
    steps(participant).forEach(step -> addReplies(replies, step));
    replies.add(
        new Message(
            "step-failure",
            Channel.replies(topics),
            "A command was rejected, or failed. Another record may be in its place.",
            Headers.of(HeaderGroup.replyHeaders),
            Optional.of(StepFailure.getClassSchema())));
    replies.add(
        new Message(
            "nothing-to-undo",
            Channel.replies(topics),
            "A compensate found nothing to undo.",
            Headers.ofSuccess(),
            Optional.of(NothingToUndo.getClassSchema())));
    return replies;
  }

  private void addReplies(List<Message> replies, PublishedSaga.Step step) {
    for (String type : step.replies()) {
      replies.add(
          new Message(
              step.name() + ".reply." + type,
              Channel.replies(topics),
              "Step " + step.name() + " took effect.",
              Headers.ofSuccess(),
              schemas.named(type)));
    }
    if (step.replies().isEmpty()) {
      replies.add(anyRecord(step.name() + ".reply", "Step " + step.name() + " took effect."));
    }
    if (step.compensation().isPresent()) {
      replies.add(anyRecord(step.name() + ".undone", "Step " + step.name() + " was undone."));
    }
  }

  /** The saga does not look at the record. */
  private Message anyRecord(String id, String summary) {
    return new Message(
        id,
        Channel.replies(topics),
        summary + " The participant chooses the record.",
        Headers.ofSuccess(),
        Optional.empty());
  }
}
