package dev.sagas.cli.action;

import dev.sagas.cli.server.ServerCalls;
import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** An action on one saga, or on all that match filters. */
abstract class SelectionCommand extends OperationCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description =
          "The saga. Without one, all that match the options that select sagas; with --dry-run it"
              + " shows how many, and what would become of them.")
  private @Nullable SagaId saga;

  @Mixin private BulkOptions bulk;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields
  SelectionCommand() {}

  @Override
  public Integer call() throws IOException {
    bulk.requireFit(saga != null, spec().commandLine());
    return saga == null ? actOnMany() : act(saga);
  }

  private int actOnMany() throws IOException {
    Optional<ServerCalls> server = server();
    BulkOrder order = new BulkOperation(verb(), action().actor(), action().reason(), operationId());
    try {
      BulkTarget target =
          server.isPresent()
              ? new ServerBulk(server.get(), order, bulk.filter())
              : new TopicBulk(deployment(), order, bulk.filter(), options().timeout());
      return new BulkRun(spec(), bulk, options().output()).run(target, action().isDryRun());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
