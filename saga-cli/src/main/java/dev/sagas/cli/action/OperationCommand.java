package dev.sagas.cli.action;

import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.Operations;
import dev.sagas.operate.action.Submitted;
import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An operator's action on one saga: sends it, waits for the answer and prints it. */
abstract class OperationCommand implements SagaSubcommand {
  static final String EXIT_CODES =
      "Exit code: 0 applied, or the dry run shows what would be; 1 refused, or it led to an "
          + "incident; 2 could not be done; 3 not known yet, it may still be applied.";

  @Parameters(paramLabel = "ID", description = "The saga.")
  private SagaId saga;

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

  /** The requested action; called once, before anything is sent. */
  abstract Verb verb() throws IOException;

  @Override
  public Integer call() throws IOException {
    Verb verb = verb();
    String id = operationId == null ? UUID.randomUUID().toString() : operationId;
    SagaInput.Operation operation =
        new SagaInput.Operation(
            saga,
            verb.kind(),
            new OperatorOrder(id, action.actor(), action.reason()),
            new OperationSubject(verb.step(), verb.data(), verb.version()),
            action.isDryRun());
    Submitted submitted = Operations.of(options.deployment()).submit(operation, options.timeout());
    return AnswerOutput.of(spec, options.output())
        .print(AnsweredInput.operation(saga, verb.kind(), id), submitted);
  }

  final SagaId saga() {
    return saga;
  }

  final Deployment deployment() throws IOException {
    return options.deployment();
  }
}
