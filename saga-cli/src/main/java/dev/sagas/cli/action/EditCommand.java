package dev.sagas.cli.action;

import dev.sagas.cli.shared.RefusedException;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.query.StoredSagas;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  Verb verb() throws IOException {
    Deployment deployment = deployment();
    SagaState state =
        StoredSagas.of(deployment)
            .find(saga())
            .orElseThrow(() -> RefusedException.noSuchSaga(saga()));
    if (revision != null && revision != state.chain().revision()) {
      throw new RefusedException(
          "Expected saga %s to stand at revision %s, but it is at %s: nothing was sent"
              .formatted(saga(), revision, state.chain().revision()));
    }
    return Verb.of(OperationKind.EDIT_DATA)
        .with(payload.encode(deployment, state.request().dataType()));
  }
}
