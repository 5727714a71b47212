package dev.sagas.cli.deadletters;

import dev.sagas.operate.deadletters.LetterList;
import dev.sagas.operate.deadletters.LetterState;
import dev.sagas.operate.json.DeadLettersJson;
import dev.sagas.operate.json.Json;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists dead letters, never their payload; changes nothing. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the newest dead letters, oldest first: where they are, where they came from and why.",
      "Exit code: 0 done, 2 could not be done."
    })
final class DeadLettersListCommand implements Callable<Integer> {
  @Mixin private LetterOptions options;

  @Option(
      names = "--state",
      defaultValue = "open",
      description = "Letters that are ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private State state;

  @Spec private CommandSpec spec;

  /** Which letters; a name in lower case is what the option takes. */
  enum State {
    open,
    discarded,
    all;

    private Set<LetterState> states() {
      return switch (this) {
        case open -> Set.of(LetterState.OPEN);
        case discarded -> Set.of(LetterState.DISCARDED);
        case all -> Set.of(LetterState.values());
      };
    }
  }

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  DeadLettersListCommand() {}

  @Override
  public Integer call() throws IOException {
    LetterList list =
        options.deadLetters().list(options.filter(Set.of()).in(state.states()), options.limit());
    options
        .output()
        .print(
            spec, () -> DeadLettersTable.lines(list), () -> Json.text(DeadLettersJson.node(list)));
    return 0;
  }
}
