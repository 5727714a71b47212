package dev.sagas.archive.command;

import dev.sagas.archive.format.ArchiveIdentity;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.archive.read.JournalIdentity;
import dev.sagas.archive.write.ArchiveSettings;
import dev.sagas.archive.write.JournalArchiver;
import dev.sagas.archive.write.PartitionReport;
import dev.sagas.cli.shared.ConnectionOptions;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.ProgressBar;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Seals the journal into an archive. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    subcommands = ArchiveVerifyCommand.class,
    description = {
      "Copies what is committed in the journal, and not yet archived, to an object store, as sealed"
          + " segments with a chained manifest. Continues where the last run ended; changes nothing"
          + " in Kafka.",
      "replay, audit, export and definitions check read archive and topic as one with --archive.",
      "Exit code: 0 done, 2 could not be done, or not completely."
    })
public final class ArchiveCommand implements SagaSubcommand {
  private static final long MIB = 1L << 20;

  @Mixin private ArchiveAddress address;

  @Option(
      names = "--segment-mib",
      defaultValue = "128",
      paramLabel = "N",
      description =
          "Seal a segment when its records have that many MiB before compression (default:"
              + " ${DEFAULT-VALUE}). So much is needed in the folder for temporary files.")
  private int segmentMib;

  @Option(names = "--only-full", description = "Leave what does not fill a segment to a later run.")
  private boolean onlyFull;

  @Option(
      names = "--work-dir",
      paramLabel = "FOLDER",
      description = "Where segments are written before they are stored (default: the system's).")
  private @Nullable Path workFolder;

  @Option(names = "--dry-run", description = "Only show how much there is to archive.")
  private boolean isDryRun;

  @Mixin private ConnectionOptions connection;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public ArchiveCommand() {}

  @Override
  public Integer call() throws IOException {
    ArchiveSettings settings = settings();
    try (ObjectStore store = address.open(spec)) {
      Deployment deployment = connection.deployment();
      ArchiveIdentity identity = JournalIdentity.of(deployment);
      List<PartitionReport> reports = archive(deployment, open(store, identity), settings);
      output.print(
          spec,
          () -> ArchiveOutput.lines(reports, isDryRun),
          () -> ArchiveOutput.json(reports, isDryRun));
      return 0;
    }
  }

  private ArchiveSettings settings() {
    try {
      ArchiveSettings settings =
          ArchiveSettings.defaults().withSegmentBytes(segmentMib * MIB).withOnlyFull(onlyFull);
      return workFolder == null ? settings : settings.in(workFolder);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--segment-mib: " + e.getMessage(), e);
    }
  }

  private StoredArchive open(ObjectStore store, ArchiveIdentity identity) {
    return isDryRun
        ? StoredArchive.findOrPretend(store, identity)
        : StoredArchive.openOrCreate(store, identity);
  }

  private List<PartitionReport> archive(
      Deployment deployment, StoredArchive archive, ArchiveSettings settings) {
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(deployment.client());
        ProgressBar bar = ProgressBar.onTerminal(spec.commandLine().getErr(), "offsets")) {
      JournalArchiver archiver = new JournalArchiver(consumer, archive, settings);
      List<PartitionReport> plan = archiver.plan();
      if (isDryRun) {
        return plan;
      }
      long all = plan.stream().mapToLong(each -> each.endOffset() - each.nextOffset()).sum();
      return archiver.run(done -> bar.at(done, all));
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read the journal, but " + ReadFailure.reason(e, deployment.client()), e);
    }
  }
}
