package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.Operations;
import dev.sagas.operate.action.Submitted;
import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An operator's action on one saga: sends it, waits for the answer and prints it. */
abstract class OperationCommand implements SagaSubcommand {
  static final String EXIT_CODES =
      "Exit code: 0 applied, or the dry run shows what would be; 1 refused, or it led to an "
          + "incident; 2 could not be done; 3 not known yet, it may still be applied.";

  @Mixin private ServerOptions servers;

  @Mixin private ActionOptions action;

  @Option(
      names = "--operation-id",
      paramLabel = "ID",
      description =
          "Id of the operation: if it is sent again with the same id, it is applied only once "
              + "(default: a new id).")
  private @Nullable String operationId;

  @Mixin private AnswerOptions options;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields
  OperationCommand() {}

  /** The requested action. */
  abstract Verb verb();

  /** Its data in wire format; called once, before anything is sent. */
  Optional<Bytes> wireData() throws IOException {
    return Optional.empty();
  }

  /** Its data as JSON; called once, before anything is sent. */
  Optional<String> jsonData(ServerCalls server) throws IOException {
    return Optional.empty();
  }

  /** Sends it to one saga; the exit code. */
  final int act(SagaId saga) throws IOException {
    String id = operationId == null ? UUID.randomUUID().toString() : operationId;
    Optional<ServerCalls> server = server();
    Submitted submitted = server.isPresent() ? ask(server.get(), saga, id) : send(saga, id);
    return AnswerOutput.of(spec, options.output())
        .print(AnsweredInput.operation(saga, verb().kind(), id), submitted);
  }

  private Submitted ask(ServerCalls server, SagaId saga, String id) throws IOException {
    ObjectNode body = verb().json(action.reason());
    jsonData(server).ifPresent(json -> body.putRawValue("data", new RawValue(json)));
    body.put("dryRun", action.isDryRun());
    return server.act(
        ServerCalls.saga(saga, "/operations"), body, Optional.of(id), options.timeout());
  }

  private Submitted send(SagaId saga, String id) throws IOException {
    SagaInput.Operation operation =
        new SagaInput.Operation(
            saga,
            verb().kind(),
            new OperatorOrder(id, action.actor(), action.reason()),
            verb().subject(wireData()),
            action.isDryRun());
    return Operations.of(options.deployment()).submit(operation, options.timeout());
  }

  /** The orchestrators, if they are to be asked: they know who acts. */
  final Optional<ServerCalls> server() throws IOException {
    return servers.chosen(spec, "--actor", "--schema-id");
  }

  final ActionOptions action() {
    return action;
  }

  final AnswerOptions options() {
    return options;
  }

  final Optional<String> operationId() {
    return Optional.ofNullable(operationId);
  }

  final CommandSpec spec() {
    return spec;
  }

  final Deployment deployment() throws IOException {
    return options.deployment();
  }
}
