package dev.sagas.participant;

import dev.sagas.protocol.TopicNames;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles commands with a later transaction. Thread-safe. */
final class StagedProcessor {
  private final HandlerTable handlers;
  private final FenceRecords records;
  private final TopicNames topics;
  private final HandlerEnvironment execution;
  private final Patience patience;

  StagedProcessor(
      HandlerTable handlers,
      FenceRecords records,
      TopicNames topics,
      HandlerEnvironment execution) {
    this.handlers = handlers;
    this.records = records;
    this.topics = topics;
    this.execution = execution;
    this.patience = new Patience(execution.shutdown());
  }

  /**
   * Puts what must be written into the command's output; its task is done if there is nothing else.
   */
  void process(StagedCommand command, RecordGuard guard) {
    Outbound outbound = new Outbound(command.output(), topics);
    if (command.strikes() > 0) {
      refuse(command, outbound);
      return;
    }
    StagedFence fence = new StagedFence(command.rows(), records, guard, command.output());
    new CommandProcessor(handlers, fence, outbound, execution).process(command.task());
  }

  /**
   * A broker finally refused a record of the command: what the handler wants to do is impossible.
   * The second time it was the answer itself.
   */
  private void refuse(StagedCommand command, Outbound outbound) {
    ConsumerRecord<byte[], byte[]> record = command.record();
    ReplyError error =
        new ReplyError(
            ErrorCode.RECORD_UNDELIVERABLE,
            "Expected Kafka to accept the records of the " + "command");
    execution.reporter().deadLettered(error.code());
    CompletableFuture<Void> written = outbound.deadLetter(record, error);
    Optional<ReplyAddress> address = ReplyAddress.of(record.headers());
    if (command.strikes() == 1 && address.isPresent()) {
      try {
        EncodedReply failed =
            patience.until(() -> handlers.replies().failed(error.code(), error.message()));
        written = CompletableFuture.allOf(written, outbound.reply(record, address.get(), failed));
      } catch (AbandonedException e) {
        written = CompletableFuture.failedFuture(e);
      }
    }
    CommandProcessor.settle(command.task(), written);
  }
}
