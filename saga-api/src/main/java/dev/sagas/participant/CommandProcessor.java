package dev.sagas.participant;

import dev.sagas.protocol.StepOutcome;
import dev.sagas.serde.CodecOutageException;
import dev.sagas.serde.UnknownSchemaException;
import dev.sagas.serde.UntrustedClassException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a record from the command topic to its reply. Runs on a worker. */
final class CommandProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(CommandProcessor.class);

  private final HandlerTable handlers;
  private final Replies replies;
  private final CommandExecutor executor;
  private final Outbound outbound;
  private final Patience patience;
  private final Reporter reporter;

  CommandProcessor(
      HandlerTable handlers, Fence fence, Outbound outbound, HandlerEnvironment execution) {
    this.handlers = handlers;
    this.replies = handlers.replies();
    this.executor = new CommandExecutor(fence, replies, execution);
    this.outbound = outbound;
    this.patience = new Patience(execution.shutdown());
    this.reporter = execution.reporter();
  }

  /** Handles the record; the task is done once everything sent is acknowledged. */
  void process(CommandTask task) {
    ConsumerRecord<byte[], byte[]> record = task.record();
    Optional<ReplyAddress> address = ReplyAddress.of(record.headers());
    LogContext.of(record, address).put();
    try {
      settle(task, handle(record, address));
    } catch (AbandonedException e) {
      LOG.debug("Left for later, because the participant stops", e);
      task.abandon();
    } finally {
      LogContext.clear();
    }
  }

  /** The task is done once everything is written, and abandoned if that is impossible. */
  static void settle(CommandTask task, CompletableFuture<Void> sent) {
    CompletableFuture<Void> unused =
        sent.whenComplete(
            (nothing, problem) -> {
              if (problem == null) {
                task.done();
              } else {
                LOG.warn(
                    "{} {} is handled again: its output was not written",
                    task.record().topic(),
                    task.record().offset(),
                    problem);
                task.abandon();
              }
            });
  }

  // A bug in the library must not stop the partition: it is answered and logged like a handler's.
  private CompletableFuture<Void> handle(
      ConsumerRecord<byte[], byte[]> record, Optional<ReplyAddress> address)
      throws AbandonedException {
    try {
      CommandHeaders headers = CommandHeaders.of(record);
      if (address.isEmpty()) {
        throw new BadCommandException(
            ErrorCode.MALFORMED_HEADERS,
            "Expected valid headers saga-reply-to, saga-reply-partition and saga-command-id");
      }
      return send(record, address.get(), patience.until(() -> reply(headers, record)));
    } catch (BadCommandException e) {
      return refuse(record, address, e.error());
    } catch (RuntimeException | Error e) {
      LOG.error("{} {} could not be handled", record.topic(), record.offset(), e);
      return refuse(
          record, address, new ReplyError(ErrorCode.PARTICIPANT_ERROR, e.getClass().getName()));
    }
  }

  private EncodedReply reply(CommandHeaders headers, ConsumerRecord<byte[], byte[]> record)
      throws BadCommandException, TransientFailureException, AbandonedException {
    String type;
    Optional<HandlerCall<?>> call;
    try {
      if (record.value() == null) {
        throw new BadCommandException(ErrorCode.CORRUPT_COMMAND, "Expected a value");
      }
      type = handlers.typeOf(record);
      call = handlers.callFor(type, headers, record);
    } catch (CodecOutageException e) {
      throw new TransientFailureException(e);
    } catch (UnknownSchemaException e) {
      throw new BadCommandException(ErrorCode.UNKNOWN_SCHEMA, String.valueOf(e.getMessage()));
    } catch (UntrustedClassException e) {
      return replies.failed(ErrorCode.PARTICIPANT_ERROR, String.valueOf(e.getMessage()));
    } catch (SerializationException e) {
      throw new BadCommandException(ErrorCode.CORRUPT_COMMAND, String.valueOf(e.getMessage()));
    }
    return call.isPresent() ? executor.execute(call.get()) : unhandled(headers, type);
  }

  private EncodedReply unhandled(CommandHeaders headers, String type)
      throws TransientFailureException {
    EncodedReply reply =
        replies.failed(
            ErrorCode.UNHANDLED_COMMAND_TYPE, "Expected a handler for " + type + ": there is none");
    reporter.answered(headers, reply, Handling.NOT_STARTED, 0);
    return reply;
  }

  private CompletableFuture<Void> refuse(
      ConsumerRecord<byte[], byte[]> record, Optional<ReplyAddress> address, ReplyError error)
      throws AbandonedException {
    reporter.deadLettered(error.code());
    CompletableFuture<Void> kept = outbound.deadLetter(record, error);
    if (address.isEmpty()) {
      return kept;
    }
    EncodedReply failed;
    try {
      failed = patience.until(() -> replies.failed(error.code(), error.message()));
    } catch (RuntimeException e) {
      LOG.error("The dead letter of {} is its only answer", record.offset(), e);
      return kept;
    }
    CompletableFuture<Void> answered =
        outbound
            .reply(record, address.get(), failed)
            .exceptionallyCompose(
                problem ->
                    // The dead letter is written already, so nothing is lost without an answer.
                    UndeliverableException.in(problem).isPresent()
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(problem));
    return CompletableFuture.allOf(kept, answered);
  }

  private CompletableFuture<Void> send(
      ConsumerRecord<byte[], byte[]> record, ReplyAddress address, EncodedReply reply) {
    return outbound
        .reply(record, address, reply)
        .exceptionallyCompose(
            problem ->
                UndeliverableException.in(problem)
                    .map(undeliverable -> sendInstead(record, address, reply, undeliverable))
                    .orElseGet(() -> CompletableFuture.failedFuture(problem)));
  }

  /** The effect remains and its reply is recorded: redriving the dead letter sends it again. */
  private CompletableFuture<Void> sendInstead(
      ConsumerRecord<byte[], byte[]> record,
      ReplyAddress address,
      EncodedReply reply,
      UndeliverableException problem) {
    reporter.deadLettered(problem.error().code());
    CompletableFuture<Void> kept = outbound.deadLetter(record, problem.error());
    if (!problem.isTooLarge() || reply.outcome() == StepOutcome.FAILED) {
      return kept;
    }
    try {
      EncodedReply failed =
          replies.failed(ErrorCode.REPLY_TOO_LARGE, "Expected the topic to accept the reply");
      return CompletableFuture.allOf(kept, outbound.reply(record, address, failed));
    } catch (TransientFailureException e) {
      LOG.warn("The dead letter of {} is its only answer", record.offset(), e);
      return kept;
    }
  }
}
