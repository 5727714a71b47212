package dev.sagas.archive.command;

import dev.sagas.archive.claims.ClaimVerifier;
import dev.sagas.archive.claims.ClaimsReport;
import dev.sagas.claims.ClaimSettings;
import dev.sagas.claims.ObjectClaims;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.objects.ObjectStore;
import dev.sagas.serde.ClaimCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks whether what records need is there. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Looks whether the store has every object that a record of the deployment needs, loads it and"
          + " compares its digest. Names each one that is missing or altered, and one record that"
          + " needs it. Changes nothing.",
      "Exit code: 0 all are there, 1 some are not, 2 could not be done."
    })
final class ClaimsVerifyCommand implements Callable<Integer> {
  /** A command may wait longer for a large content than a partition may. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Mixin private ClaimsOptions claims;

  @Option(
      names = "--key-file",
      defaultValue = "${env:SAGA_CLAIM_CHECK_KEY_FILE}",
      paramLabel = "FILE",
      description =
          "The keys with which objects are encrypted, claim.check.key.file of the orchestrator"
              + " (default: SAGA_CLAIM_CHECK_KEY_FILE in the environment, or none).")
  private @Nullable Path keyFile;

  @Option(names = "--no-content", description = "Only look whether objects are there.")
  private boolean isWithoutContent;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  ClaimsVerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    claims.keep(spec);
    try (ObjectStore store = claims.open(spec);
        ClaimCheck loader = isWithoutContent ? ClaimCheck.NONE : loader()) {
      Optional<ClaimCheck> content = isWithoutContent ? Optional.empty() : Optional.of(loader);
      ClaimsReport report =
          claims.over(
              claims.deployment(), Clock.systemUTC(), new ClaimVerifier(store, content)::run);
      output.print(spec, () -> ClaimsOutput.lines(report), () -> ClaimsOutput.json(report));
      return report.isClean() ? 0 : ExitCodes.FAULT;
    }
  }

  /** Whatever the length of a content, it is verified. */
  private ClaimCheck loader() {
    try {
      return ObjectClaims.open(
          new ClaimSettings(
              claims.url(spec),
              ClaimSettings.DEFAULT_MIN_BYTES,
              Integer.MAX_VALUE,
              PATIENCE,
              Optional.ofNullable(keyFile),
              false));
    } catch (ConfigException e) {
      throw new ParameterException(spec.commandLine(), "--key-file: " + e.getMessage(), e);
    }
  }
}
