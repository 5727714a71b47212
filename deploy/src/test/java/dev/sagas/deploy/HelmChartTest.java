package dev.sagas.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Helm chart, linted and rendered by Helm with each set of values, and read by type. */
class HelmChartTest {
  private static final Path CHART = Path.of("helm", "saga-orchestrator");

  @TempDir private Path folder;

  private static Path values(String name) {
    return CHART.resolve("ci").resolve(name + "-values.yaml");
  }

  private static Rendered render(String name) {
    return Rendered.of(CHART, values(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "dev", "production"})
  void shouldPassTheLinterAndFitKubernetesTypes(String name) throws IOException {
    // when
    LintResult lint = new Helm(chartWith(values(name))).lint().strict().call();
    Rendered rendered = render(name);

    // then
    assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
    assertThat(rendered.all()).extracting(HasMetadata::getKind).contains("StatefulSet", "Service");
    assertThat(rendered.all())
        .allSatisfy(
            one ->
                assertThat(one.getMetadata().getLabels())
                    .containsEntry("app.kubernetes.io/name", "saga-orchestrator"));
  }

  /** A copy of the chart whose own values are these, because the linter takes no others. */
  private Path chartWith(Path values) throws IOException {
    Path copy = folder.resolve("saga-orchestrator");
    try (Stream<Path> files = Files.walk(CHART)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(CHART.relativize(file)));
      }
    }
    YAMLMapper yaml = new YAMLMapper();
    JsonNode all = yaml.readTree(CHART.resolve("values.yaml").toFile());
    all = yaml.readerForUpdating(all).readValue(values.toFile());
    yaml.writeValue(copy.resolve("values.yaml").toFile(), all);
    return copy;
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "dev", "production"})
  void shouldRunAsNobodyOnAReadOnlyRoot(String name) {
    // when
    PodSpec pod = render(name).pod();

    // then
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    List<Container> containers = new ArrayList<>(pod.getContainers());
    containers.addAll(pod.getInitContainers());
    assertThat(containers)
        .allSatisfy(
            container -> {
              assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
              assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
              assertThat(container.getSecurityContext().getCapabilities().getDrop())
                  .containsExactly("ALL");
              assertThat(container.getResources().getLimits()).containsKey("memory");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "dev", "production"})
  void shouldMountOnlyVolumesThatAreThere(String name) {
    // when
    Rendered rendered = render(name);
    PodSpec pod = rendered.pod();

    // then
    List<String> volumes = new ArrayList<>();
    pod.getVolumes().stream().map(Volume::getName).forEach(volumes::add);
    rendered.statefulSet().getSpec().getVolumeClaimTemplates().stream()
        .map(claim -> claim.getMetadata().getName())
        .forEach(volumes::add);
    assertThat(volumes).doesNotHaveDuplicates();
    assertThat(pod.getContainers().get(0).getVolumeMounts())
        .extracting(VolumeMount::getName)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(volumes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "dev", "production"})
  void shouldConfigureAnOrchestratorThatUnderstandsIt(String name) throws IOException {
    // when
    OrchestratorConfig config = render(name).config(folder);

    // then
    assertThat(config.getString(OrchestratorConfig.HTTP_HOST)).isEqualTo("0.0.0.0");
    assertThat(config.getString(OrchestratorConfig.STATE_DIR)).isEqualTo("/var/lib/saga");
    assertThat(config.originals().keySet())
        .as("known, or for the clients")
        .allMatch(
            property ->
                OrchestratorConfig.DEFINITION.names().contains(property)
                    || property.startsWith("kafka.")
                    || property.startsWith("basic.auth.")
                    || property.startsWith("config.providers"));
  }

  @Test
  void shouldHandSecretsToTheClientsWithoutWritingThemIntoTheConfiguration() throws IOException {
    // given
    secret("sasl", "username", "orchestrator");
    secret("sasl", "password", "hunter2");
    secret("truststore", "ca.password", "changeit");
    secret("registry", "userinfo", "ada:hunter3");

    // when
    Rendered production = render("production");
    OrchestratorConfig config = production.config(folder);

    // then
    assertThat(config.clientConfig())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("ssl.truststore.password", "changeit");
    assertThat(String.valueOf(config.clientConfig().get("sasl.jaas.config")))
        .startsWith("org.apache.kafka.common.security.scram.ScramLoginModule required ")
        .contains("username=\"orchestrator\"", "password=\"hunter2\"");
    assertThat(config.serdeConfig()).containsEntry("basic.auth.user.info", "ada:hunter3");
    assertThat(config.topics().prefix()).isEqualTo("shop.");
  }

  @Test
  void shouldShareTheSessionsOfBrowsersAmongInstancesOnlyIfAKeyIsGiven() throws IOException {
    // when
    Rendered production = render("production");
    OrchestratorConfig config = production.config(folder);

    // then
    Path file = Path.of(config.getString(OrchestratorConfig.HTTP_SESSION_KEY_FILE));
    assertThat(file).hasFileName("session-key");
    assertThat(production.secretMountedAt(file.getParent().toString())).isEqualTo("saga-sessions");
    assertThat(render("minimal").config(folder).getString(OrchestratorConfig.HTTP_SESSION_KEY_FILE))
        .isNullOrEmpty();
  }

  private void secret(String volume, String key, String value) throws IOException {
    Files.createDirectories(folder.resolve(volume));
    Files.writeString(folder.resolve(volume).resolve(key), value);
  }

  @Test
  void shouldNameEachInstanceAfterItsPod() {
    // when
    Rendered rendered = render("production");
    StatefulSet set = rendered.statefulSet();
    Map<String, String> environment = new HashMap<>();
    for (EnvVar variable : rendered.pod().getContainers().get(0).getEnv()) {
      environment.put(variable.getName(), String.valueOf(variable.getValue()));
    }

    // then
    assertThat(environment)
        .containsEntry("SAGA_GROUP_INSTANCE_ID", "$(POD_NAME)")
        .containsEntry(
            "SAGA_HTTP_ADVERTISED",
            "$(POD_NAME).%s.$(POD_NAMESPACE).svc:8080".formatted(set.getSpec().getServiceName()));
    assertThat(rendered.only(Service.class, set.getSpec().getServiceName()).getSpec())
        .satisfies(
            service -> {
              assertThat(service.getClusterIP()).isEqualTo("None");
              assertThat(service.getPublishNotReadyAddresses()).isTrue();
            });
  }

  @Test
  void shouldProbeTheHealthPathsAndLeaveTimeToStop() {
    // when
    PodSpec pod = render("minimal").pod();
    Container container = pod.getContainers().get(0);

    // then
    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health/live");
    assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/health/live");
    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health/ready");
    assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(40);
    assertThat(pod.getTopologySpreadConstraints()).hasSize(2);
  }

  @Test
  void shouldRenderWhatProductionAsksFor() {
    // when
    Rendered production = render("production");

    // then
    assertThat(production.statefulSet().getSpec().getReplicas()).isEqualTo(3);
    assertThat(production.only(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getValue())
        .isEqualTo(1);
    assertThat(production.only(ServiceAccount.class).getAutomountServiceAccountToken()).isFalse();
    assertThat(production.only(Ingress.class).getSpec().getTls()).hasSize(1);
    assertThat(production.only(NetworkPolicy.class).getSpec().getIngress().get(0).getFrom())
        .as("the other instances, monitoring and the ingress controller")
        .hasSize(3);
    assertThat(production.pod().getInitContainers())
        .extracting(Container::getImage)
        .containsExactly("registry.example/shop-definitions:42");
    assertThat(production.kinds()).contains("ServiceMonitor");
    assertThat(render("minimal").kinds()).doesNotContain("ServiceMonitor", "Ingress");
    assertThat(render("dev").kinds()).doesNotContain("PodDisruptionBudget", "NetworkPolicy");
  }

  @Test
  void shouldNoticeAFieldThatKubernetesDoesNotKnow() {
    // given
    Container container = new Container();
    container.setAdditionalProperty("imagePullPolice", "Always");
    PodSpec pod = new PodSpec();
    pod.setContainers(List.of(container));

    // then
    assertThat(UnknownFields.of(pod)).containsExactly("Container.imagePullPolice");
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    for (String[] each :
        new String[][] {
          {"kafka: {bootstrapServers: k:9092}", "schemaRegistry"},
          {
            "kafka: {bootstrapServers: k:9092}\nschemaRegistry: {url: http://r}",
            "http.tokensSecret.name or http.oidc.issuer"
          },
          {
            "kafka: {bootstrapServers: k:9092, sasl: {mechanism: PLAIN}}\n"
                + "schemaRegistry: {url: http://r}\nhttp: {tokensSecret: {name: t}}",
            "kafka.sasl.secret.name"
          },
          {"replica: 3", "replica"}
        }) {
      Path values = Files.writeString(folder.resolve("values.yaml"), each[0]);
      assertThatThrownBy(() -> Rendered.of(CHART, values))
          .as(each[0])
          .hasMessageContaining(each[1]);
    }
  }

  /** Reads the properties of the configuration map, with secrets from a folder. */
  static OrchestratorConfig configOf(ConfigMap map, Path secrets) throws IOException {
    Properties properties = new Properties();
    properties.load(
        new StringReader(
            map.getData()
                .get("orchestrator.properties")
                .replace("${dir:/etc/saga/", "${dir:" + secrets + "/")));
    Map<String, String> all = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    return OrchestratorConfig.of(Map.of(), all);
  }
}
