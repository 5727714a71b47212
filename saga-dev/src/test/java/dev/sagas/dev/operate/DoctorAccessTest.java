package dev.sagas.dev.operate;

import static dev.sagas.dev.operate.DoctorsFindings.codes;
import static dev.sagas.dev.operate.DoctorsFindings.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.dev.operate.OperatedPlatform.Run;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor on a real broker with an authorizer. */
class DoctorAccessTest {
  private static final String AUTHORIZER =
      "org.apache.kafka.metadata.authorizer.StandardAuthorizer";

  @TempDir private Path dataDir;

  @Test
  void shouldNameTheRightThatIsMissingWhenAclsTakeIt() throws Exception {
    DevPlatformConfig config =
        DevPlatformConfig.in(dataDir)
            .withBroker("authorizer.class.name", AUTHORIZER)
            .withBroker("allow.everyone.if.no.acl.found", "true");
    try (OperatedPlatform sagas = OperatedPlatform.start(config)) {
      // given: who connects may read operations, and nobody may write them
      leaveDeadLetter(sagas, "poison-1");
      Run before = sagas.saga("doctor", "--output=json");
      try (Admin admin = Admin.create(sagas.clientConfig())) {
        AclBinding reading = acl("saga.operations", AclOperation.READ, AclPermissionType.ALLOW);
        AclBinding signals = acl("saga.signals", AclOperation.READ, AclPermissionType.ALLOW);
        admin.createAcls(List.of(reading, signals)).all().get();
      }

      // when
      Run after =
          await()
              .atMost(OperatedPlatform.LIMIT)
              .until(
                  () -> sagas.saga("doctor", "--output=json"),
                  run -> codes(run.json()).contains("OPERATION_DENIED"));

      // then
      assertThat(codes(before.json())).doesNotContain("OPERATION_DENIED");
      assertThat(messages(before.json(), "access", "ok"))
          .contains("The connecting principal has what the operator needs");
      assertThat(messages(before.json(), "access", "not-checked")).isEmpty();
      assertThat(after.exitCode()).isEqualTo(1);
      assertThat(messages(after.json(), "access", "problem"))
          .containsPattern("allowed \\[WRITE] on topic saga.operations, but it lacks \\[WRITE]");
      shouldRefuseForCertain(sagas.act("pause", "order-1"), "saga.operations");
      shouldRefuseForCertain(sagas.act("cancel", "order-1"), "saga.operations");
      shouldRefuseForCertain(sagas.saga("approve", "order-1", "check"), "saga.signals");
      shouldNotSpeakOfWhatMayNotBeSeen(sagas);
    }
  }

  private static void leaveDeadLetter(OperatedPlatform sagas, String id) throws Exception {
    sagas.wire.send(
        "saga.requests",
        "no Avro".getBytes(StandardCharsets.UTF_8),
        Map.of(SagaHeaders.SAGA_ID, id, SagaHeaders.TYPE, GuidedTrip.TYPE));
    await()
        .atMost(OperatedPlatform.LIMIT)
        .until(() -> !sagas.wire.read("saga.dead-letters").isEmpty());
  }

  /** 23: what was refused is certainly not applied, now or later. */
  private static void shouldRefuseForCertain(Run run, String topic) {
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            """
            Expected Kafka to accept it, but the principal User:ANONYMOUS lacks WRITE on topic \
            %s: add it with kafka-acls.sh --add --operation Write --topic %s; nothing was \
            sent\
            """
                .formatted(topic, topic));
    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.out()).isEmpty();
  }

  private static void shouldNotSpeakOfWhatMayNotBeSeen(OperatedPlatform sagas) throws Exception {
    // when: the dead letters may not be read, and the signals may not even be seen
    try (Admin admin = Admin.create(sagas.clientConfig())) {
      admin
          .createAcls(
              List.of(
                  acl("saga.signals", AclOperation.ALL, AclPermissionType.DENY),
                  acl("saga.dead-letters", AclOperation.WRITE, AclPermissionType.ALLOW)))
          .all()
          .get();
    }
    Run blind =
        await()
            .atMost(OperatedPlatform.LIMIT)
            .until(
                () -> sagas.saga("doctor", "--output=json"),
                run -> messages(run.json(), "topics", "not-checked").contains("DESCRIBE"));

    // then
    assertThat(codes(blind.json())).doesNotContain("TOPIC_MISSING");
    assertThat(messages(blind.json(), "access", "ok")).isEmpty();
    assertThat(messages(blind.json(), "access", "problem"))
        .contains("on topic saga.signals, but it lacks even DESCRIBE")
        .contains("allowed [READ] on topic saga.dead-letters, but it lacks [READ]");
    Run unknown = sagas.saga("why", "poison-1");
    assertThat(unknown.exitCode()).as("although its letters cannot be read").isEqualTo(1);
    assertThat(unknown.err())
        .contains("Expected to read saga.dead-letters, but", "No saga has the id poison-1");
    Run unseen = sagas.saga("approve", "order-1", "check");
    assertThat(unseen.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(unseen.err())
        .startsWith("Expected topic saga.signals to exist, but it does not, or cannot be described")
        .contains("has WRITE on it; nothing was sent");
    Run unread = sagas.act("pause", "order-1");
    assertThat(unread.exitCode()).as(unread.err()).isEqualTo(ExitCodes.FAILED);
  }

  private static AclBinding acl(String topic, AclOperation operation, AclPermissionType type) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, type));
  }
}
