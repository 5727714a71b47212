package dev.sagas.dev.acls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sagas.cli.SagaCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Strimzi's manifests grant what {@code ops/saga-acls} grants, and hold what is created. */
class StrimziManifestsTest {
  private static List<JsonNode> manifests(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("topics", "--output", "strimzi", "--cluster", "events"));
    arguments.addAll(List.of("--participant", "cars", "--participant", "hotels"));
    List<String> others = List.of(more);
    arguments.addAll(others.contains("--prefix") ? others : List.of("--prefix", "shop."));
    if (!others.contains("--prefix")) {
      arguments.addAll(others);
    }
    StringWriter out = new StringWriter();
    CommandLine saga = SagaCli.commandLine().setOut(new PrintWriter(out));
    assertThat(saga.execute(arguments.toArray(String[]::new))).isZero();
    try (MappingIterator<JsonNode> documents =
        new YAMLMapper().readerFor(JsonNode.class).readValues(out.toString())) {
      return documents.readAll();
    }
  }

  private static JsonNode named(List<JsonNode> all, String name) {
    return all.stream()
        .filter(one -> one.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<AclBinding> bindings(JsonNode rule, String principal) {
    String type = rule.at("/resource/type").asText();
    ResourcePattern resource =
        type.equals("cluster")
            ? new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL)
            : new ResourcePattern(
                type.equals("transactionalId")
                    ? ResourceType.TRANSACTIONAL_ID
                    : ResourceType.valueOf(type.toUpperCase(Locale.ROOT)),
                rule.at("/resource/name").asText(),
                rule.at("/resource/patternType").asText().equals("prefix")
                    ? PatternType.PREFIXED
                    : PatternType.LITERAL);
    List<AclBinding> bindings = new ArrayList<>();
    for (JsonNode operation : rule.get("operations")) {
      AclOperation granted =
          AclOperation.valueOf(
              operation.asText().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
      bindings.add(
          new AclBinding(
              resource, new AccessControlEntry(principal, "*", granted, AclPermissionType.ALLOW)));
    }
    return bindings.stream();
  }

  private static List<AclBinding> granted(JsonNode user) {
    List<AclBinding> all = new ArrayList<>();
    user.at("/spec/authorization/acls").forEach(rule -> bindings(rule, "User:x").forEach(all::add));
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"orchestrator", "operator", "auditor", "client"})
  void shouldGrantEachRoleWhatTheScriptGrants(String role) throws Exception {
    // given
    List<String> script = new ArrayList<>(List.of(role, "User:x", "--prefix", "shop."));
    if (!role.equals("client")) {
      script.addAll(List.of("--participant", "cars", "--participant", "hotels", "--no-create"));
    }

    // when
    JsonNode user = named(manifests(), "shop.saga-" + role);

    // then
    assertThat(user.get("kind").asText()).isEqualTo("KafkaUser");
    assertThat(granted(user))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(AclScript.bindings(script.toArray(String[]::new)));
  }

  @Test
  void shouldGrantEachParticipantWhatTheScriptGrants() throws Exception {
    // when
    JsonNode database = named(manifests(), "shop.cars");
    JsonNode kafka = named(manifests("--kafka-fence"), "shop.cars");

    // then
    assertThat(granted(database))
        .containsExactlyInAnyOrderElementsOf(
            AclScript.bindings(
                "participant", "User:x", "--prefix", "shop.", "--participant", "cars"));
    assertThat(granted(kafka))
        .containsExactlyInAnyOrderElementsOf(
            AclScript.bindings(
                "participant",
                "User:x",
                "--prefix",
                "shop.",
                "--participant",
                "cars",
                "--kafka-fence"));
  }

  @Test
  void shouldDescribeEveryTopicOfTheDeployment() throws IOException {
    // when
    List<JsonNode> topics =
        manifests("--partitions", "6").stream()
            .filter(one -> one.get("kind").asText().equals("KafkaTopic"))
            .toList();

    // then
    assertThat(topics)
        .allSatisfy(
            topic -> {
              assertThat(topic.get("apiVersion").asText()).isEqualTo("kafka.strimzi.io/v1");
              assertThat(topic.at("/metadata/labels/strimzi.io~1cluster").asText())
                  .isEqualTo("events");
              assertThat(topic.at("/spec/replicas").asInt()).isEqualTo(3);
            });
    assertThat(topics)
        .extracting(topic -> topic.at("/spec/topicName").asText())
        .contains("shop.saga.requests", "shop.cars.commands", "shop.saga.journal")
        .doesNotHaveDuplicates();
    assertThat(named(topics, "shop.saga.requests").at("/spec/partitions").asInt()).isEqualTo(6);
    assertThat(named(topics, "shop.saga.outcomes").at("/spec/config/cleanup.policy").asText())
        .isEqualTo("compact");
  }

  @Test
  void shouldNameTopicsAsKubernetesDoes() throws IOException {
    // when
    List<JsonNode> all = manifests("--prefix", "Shop_");

    // then
    assertThat(all)
        .extracting(one -> one.at("/metadata/name").asText())
        .allMatch(name -> name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?"))
        .anyMatch(name -> name.startsWith("shop-saga.requests-"));
  }
}
