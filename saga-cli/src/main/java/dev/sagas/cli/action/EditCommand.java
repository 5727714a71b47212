package dev.sagas.cli.action;

import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.shared.RefusedException;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces a saga's data. */
@Command(
    name = "edit",
    mixinStandardHelpOptions = true,
    description = {
      "Replaces the whole data of a saga with JSON, as printed by show --data. Pause the saga "
          + "first, so that nothing else is sent in between.",
      OperationCommand.EXIT_CODES
    })
public final class EditCommand extends OperationCommand {
  @Parameters(paramLabel = "ID", description = "The saga.")
  private SagaId saga;

  @Mixin private PayloadOptions payload;

  @Option(
      names = "--if-revision",
      paramLabel = "NUMBER",
      description = "Send it only if the saga is at this revision when the command begins.")
  private @Nullable Long revision;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public EditCommand() {}

  @Override
  public Integer call() throws IOException {
    return act(saga);
  }

  @Override
  Verb verb() {
    return Verb.of(OperationKind.EDIT_DATA);
  }

  @Override
  Optional<Bytes> wireData() throws IOException {
    Deployment deployment = deployment();
    SagaState state =
        StoredSagas.of(deployment).find(saga).orElseThrow(() -> RefusedException.noSuchSaga(saga));
    requireRevision(state.chain().revision());
    return Optional.of(payload.encode(deployment, state.request().dataType()));
  }

  @Override
  Optional<String> jsonData(ServerCalls server) throws IOException {
    if (revision != null) {
      requireRevision(server.get(ServerCalls.saga(saga, "")).path("revision").asLong());
    }
    return Optional.of(payload.json());
  }

  private void requireRevision(long actual) {
    if (revision != null && revision != actual) {
      throw new RefusedException(
          "Expected saga %s to be at revision %s, but it is at %s: nothing was sent"
              .formatted(saga, revision, actual));
    }
  }
}
