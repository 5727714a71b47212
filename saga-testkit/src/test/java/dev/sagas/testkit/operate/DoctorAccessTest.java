package dev.sagas.testkit.operate;

import static dev.sagas.testkit.operate.DoctorsFindings.codes;
import static dev.sagas.testkit.operate.DoctorsFindings.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.testkit.dev.DevPlatformConfig;
import dev.sagas.testkit.operate.OperatedPlatform.Run;
import java.nio.file.Path;
import java.util.List;
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
      Run before = sagas.saga("doctor", "--output=json");
      try (Admin admin = Admin.create(sagas.clientConfig())) {
        ResourcePattern operations =
            new ResourcePattern(ResourceType.TOPIC, "saga.operations", PatternType.LITERAL);
        AccessControlEntry reading =
            new AccessControlEntry(
                "User:ANONYMOUS", "*", AclOperation.READ, AclPermissionType.ALLOW);
        admin.createAcls(List.of(new AclBinding(operations, reading))).all().get();
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
          .contains("The principal that connects has what the operator needs");
      assertThat(messages(before.json(), "access", "not-checked")).isEmpty();
      assertThat(after.exitCode()).isEqualTo(1);
      assertThat(messages(after.json(), "access", "problem"))
          .containsPattern("allowed \\[WRITE] on topic saga.operations, but it lacks \\[WRITE]");
    }
  }
}
