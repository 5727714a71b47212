package dev.sagas.dev.acceptance;

import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives all classes that ask for a {@link RunningDeployment} the same one, which takes longer to
 * start than most tests take to run, and audits it after each class. It ends with the test run.
 */
final class SharedPlatform implements ParameterResolver, AfterAllCallback {
  private static final List<Class<?>> DEFINITIONS =
      List.of(
          TwoStepTrip.class,
          SideBySideTrip.class,
          ApprovedTrip.class,
          ApprovedTrip.Impatient.class,
          RentalTrip.class,
          PrepaidTrip.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningDeployment.class;
  }

  @Override
  public RunningDeployment resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return deployment(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    deployment(context).auditedClean();
  }

  private static RunningDeployment deployment(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedPlatform.class))
        .computeIfAbsent(Running.class, type -> Running.start(), Running.class)
        .deployment();
  }

  /** JUnit closes it with the store that it is kept in. */
  private record Running(DevPlatform platform, RunningDeployment deployment, Path directory)
      implements AutoCloseable {
    static Running start() {
      try {
        Path directory = Files.createTempDirectory("acceptance");
        DevPlatform platform =
            DevPlatform.start(
                DevPlatformConfig.in(directory)
                    .withPartitions(2)
                    .with(
                        OrchestratorConfig.DEFINITIONS,
                        DEFINITIONS.stream().map(Class::getName).collect(Collectors.joining(",")))
                    .with(OrchestratorConfig.HTTP_PORT, "-1"));
        RunningDeployment deployment =
            new RunningDeployment(platform.clientConfig(), TopicNames.DEFAULT);
        return new Running(platform, deployment, directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      deployment.close();
      platform.close();
      Utils.delete(directory.toFile());
    }
  }
}
