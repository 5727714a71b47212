package dev.sagas.deploy;

import com.marcnuri.helm.Helm;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Helm renders of the chart, by Kubernetes' types. A field that a type does not know fails.
 */
record Rendered(List<HasMetadata> all) {
  static Rendered of(Path chart, Path values) {
    String manifests =
        new Helm(chart.toAbsolutePath())
            .template()
            .withName("shop")
            .withNamespace("sagas")
            .withKubeVersion("1.34.0")
            .withValuesFile(values.toAbsolutePath())
            .call();
    KubernetesSerialization serialization = new KubernetesSerialization();
    List<HasMetadata> all =
        Stream.of(manifests.split("(?m)^---\\s*$", -1))
            .filter(manifest -> manifest.contains("kind:"))
            .map(manifest -> read(serialization, manifest))
            .toList();
    return new Rendered(all);
  }

  private static HasMetadata read(KubernetesSerialization serialization, String manifest) {
    Object read =
        serialization.unmarshal(
            new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)));
    HasMetadata resource = (HasMetadata) read;
    if (resource instanceof GenericKubernetesResource
        && !resource.getApiVersion().startsWith("monitoring.coreos.com/")) {
      throw new AssertionError("Expected a type of Kubernetes, but got " + manifest);
    }
    if (!(resource instanceof GenericKubernetesResource)) {
      List<String> unknown = UnknownFields.of(resource);
      if (!unknown.isEmpty()) {
        throw new AssertionError("Expected fields that Kubernetes knows, but got " + unknown);
      }
    }
    return resource;
  }

  <T extends HasMetadata> T only(Class<T> type) {
    List<T> found = all.stream().filter(type::isInstance).map(type::cast).toList();
    if (found.size() != 1) {
      throw new AssertionError("Expected one " + type.getSimpleName() + ", but got " + found);
    }
    return found.get(0);
  }

  <T extends HasMetadata> T only(Class<T> type, String name) {
    return all.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(resource -> resource.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Expected a " + type.getSimpleName() + " " + name));
  }

  List<String> kinds() {
    return all.stream().map(HasMetadata::getKind).toList();
  }

  StatefulSet statefulSet() {
    return only(StatefulSet.class);
  }

  PodSpec pod() {
    return statefulSet().getSpec().getTemplate().getSpec();
  }

  /** The name of the secret that the orchestrator's container has in this folder. */
  String secretMountedAt(String path) {
    String volume =
        pod().getContainers().get(0).getVolumeMounts().stream()
            .filter(mount -> mount.getMountPath().equals(path))
            .map(VolumeMount::getName)
            .findFirst()
            .orElseThrow(() -> new AssertionError("Expected a volume at " + path));
    return pod().getVolumes().stream()
        .filter(one -> one.getName().equals(volume))
        .map(one -> one.getSecret().getSecretName())
        .findFirst()
        .orElseThrow(() -> new AssertionError("Expected a volume " + volume));
  }

  /** The orchestrator's configuration, with secrets from a folder. */
  OrchestratorConfig config(Path secrets) throws IOException {
    return HelmChartTest.configOf(only(ConfigMap.class), secrets);
  }
}
