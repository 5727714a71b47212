package dev.sagas.archive.command;

import dev.sagas.archive.claims.SweepSettings;
import dev.sagas.archive.claims.TopicClaims;
import dev.sagas.archive.read.JournalIdentity;
import dev.sagas.cli.shared.ArchiveOption;
import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStores;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of all commands that compare the store of large values with a deployment's records. */
final class ClaimsOptions {
  @Option(
      names = "--store",
      defaultValue = "${env:SAGA_CLAIM_CHECK_URL}",
      paramLabel = "URL",
      description =
          "The store of large values, claim.check.url of the orchestrator: file:///folder, or"
              + " s3://bucket/prefix (default: SAGA_CLAIM_CHECK_URL in the environment).")
  private @Nullable String url;

  @Option(
      names = "--keep",
      defaultValue = "40d",
      paramLabel = "DURATION",
      description =
          "How old the records may be that need objects, and how long an object is kept after it"
              + " was stored last (default: ${DEFAULT-VALUE}). At least 2d, and as long as"
              + " participants must remember commands, a little more than 38d by default, and as"
              + " the longest outage of an outbox.")
  private Duration keep;

  @Mixin private DeploymentOptions deployment;

  @Mixin private ArchiveOption archive;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  ClaimsOptions() {}

  ObjectStore open(CommandSpec spec) {
    try {
      return ObjectStores.open(url(spec));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--store: " + e.getMessage(), e);
    }
  }

  String url(CommandSpec spec) {
    CommandLine command = spec.commandLine();
    if (url == null) {
      throw new MissingParameterException(
          command, spec.findOption("--store"), "Missing required option: '--store=URL'");
    }
    return url;
  }

  Duration keep(CommandSpec spec) {
    if (keep.compareTo(SweepSettings.LEAST_KEEP) < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--keep: Expected at least %s days, but got %s"
              .formatted(SweepSettings.LEAST_KEEP.toDays(), keep));
    }
    return keep;
  }

  Deployment deployment() throws IOException {
    return archive.over(deployment.deployment());
  }

  /** Which deployment it is, to be recognized in the store. */
  static String identity(Deployment deployment) {
    return "%s, cluster %s".formatted(deployment, JournalIdentity.of(deployment).clusterId());
  }

  /** Runs something over the records that may need objects. */
  <T> T over(Deployment of, Clock clock, Function<TopicClaims, T> reader) {
    try (TopicClaims records = TopicClaims.open(of, clock.instant().minus(keep))) {
      return reader.apply(records);
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read the topics, but " + ReadFailure.reason(e, of.client()), e);
    }
  }
}
