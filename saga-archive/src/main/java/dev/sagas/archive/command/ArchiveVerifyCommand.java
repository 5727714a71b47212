package dev.sagas.archive.command;

import dev.sagas.archive.format.ArchiveException;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.archive.verify.ArchiveVerifier;
import dev.sagas.archive.verify.VerifyReport;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.PrefixOption;
import dev.sagas.objects.ObjectStore;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads an archive completely; needs no broker. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Reads an archive completely and names every segment and every entry of the manifest that is"
          + " missing, changed, doubled or in the wrong place. Needs no broker, and changes nothing.",
      "Exit code: 0 it is whole, 1 it is not, 2 could not be done."
    })
final class ArchiveVerifyCommand implements Callable<Integer> {
  @Mixin private ArchiveAddress address;

  @Mixin private PrefixOption prefix;

  @Option(
      names = "--head",
      split = ",",
      paramLabel = "HASH",
      description =
          "A head that an earlier run printed, kept elsewhere: it must still be in the manifest.")
  private List<String> heads = List.of();

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  ArchiveVerifyCommand() {}

  @Override
  public Integer call() {
    String topic = prefix.topics().journal();
    try (ObjectStore store = address.open(spec)) {
      StoredArchive archive =
          StoredArchive.find(store, topic)
              .orElseThrow(
                  () ->
                      new ArchiveException(
                          "Expected an archive of %s in %s, but there is none"
                              .formatted(topic, store)));
      VerifyReport report = ArchiveVerifier.run(archive, new HashSet<>(heads), segments -> {});
      output.print(spec, () -> VerifyOutput.lines(report), () -> VerifyOutput.json(report));
      return report.isClean() ? 0 : ExitCodes.FAULT;
    }
  }
}
