package dev.sagas.cli.doctor;

import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.ExportOptions;
import dev.sagas.cli.shared.GroupOptions;
import dev.sagas.cli.shared.InputRetentionOption;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.RegistryOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.cli.shared.Screen;
import dev.sagas.index.exported.ExportedSagas;
import dev.sagas.operate.doctor.Diagnosis;
import dev.sagas.operate.doctor.Doctor;
import dev.sagas.operate.doctor.DoctorConfig;
import dev.sagas.operate.doctor.Role;
import dev.sagas.operate.json.DoctorJson;
import dev.sagas.operate.json.Json;
import java.io.IOException;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains a deployment's health; changes nothing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Examines a deployment: brokers, registry, topics and their settings, replicas, the "
          + "orchestrator's group, hanging transactions, participants and the sagas that "
          + "wait for them, versions, dead letters, takeovers and rights. Says what was "
          + "expected, what was found, and what to do.",
      "Exit code: 0 healthy, or only warnings; 1 problems; 2 could not be done; 4 no problem "
          + "except sagas with incidents, which wait for a person."
    })
public final class DoctorCommand implements SagaSubcommand {
  @Mixin private DeploymentOptions options;

  @Mixin private RegistryOptions registry;

  @Mixin private GroupOptions groups;

  @Mixin private InputRetentionOption inputRetention;

  @Option(
      names = "--max-record-bytes",
      defaultValue = "983040",
      paramLabel = "BYTES",
      description = "The orchestrator's max.record.bytes (default: ${DEFAULT-VALUE}).")
  private int maxRecordBytes;

  @Option(
      names = "--max-lag",
      defaultValue = "1000",
      paramLabel = "RECORDS",
      description =
          "More waiting records than this in one partition are a warning (default: "
              + "${DEFAULT-VALUE}).")
  private long maxLag;

  @Option(
      names = "--role",
      defaultValue = "operator",
      description =
          "Whose rights the credentials should have: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}).")
  private Role role;

  @Mixin private ExportOptions export;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public DoctorCommand() {}

  @Override
  public Integer call() throws IOException {
    Clock clock = Clock.systemUTC();
    Diagnosis examined =
        Doctor.examine(
            new DoctorConfig(
                registry.deployment(options),
                groups.named(),
                inputRetention.value(),
                maxRecordBytes,
                maxLag,
                role),
            clock);
    Diagnosis diagnosis = examined;
    if (export.isGiven()) {
      try (ExportedSagas exported = export.open().orElseThrow()) {
        diagnosis = examined.with(exported.state(), clock.millis());
      }
    }
    print(diagnosis);
    return exitCode(diagnosis);
  }

  private void print(Diagnosis diagnosis) {
    output.print(
        spec,
        () -> DoctorTable.lines(diagnosis, Screen.of(System.getenv())),
        () -> Json.text(DoctorJson.node(diagnosis)));
  }

  static int exitCode(Diagnosis diagnosis) {
    if (diagnosis.isHealthy()) {
      return 0;
    }
    return diagnosis.needsDecisionsAlone() ? ExitCodes.DECISION : ExitCodes.FAULT;
  }
}
