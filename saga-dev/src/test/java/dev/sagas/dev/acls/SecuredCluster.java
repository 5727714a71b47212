package dev.sagas.dev.acls;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.kafka.EmbeddedKafkaConfig;
import dev.sagas.dev.kafka.Ports;
import dev.sagas.dev.registry.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A broker on which everybody signs in, and may do nothing that no ACL allows; and a registry.
 *
 * <ul>
 *   <li>The broker itself, the registry and {@link #admin()} use a listener of their own, and may
 *       do everything.
 * </ul>
 */
final class SecuredCluster implements AutoCloseable {
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;
  private final Admin admin;
  private final int port;

  private SecuredCluster(EmbeddedKafka kafka, int port) {
    this.kafka = kafka;
    this.port = port;
    this.registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  static SecuredCluster start(Path dataDir, List<String> users) {
    int own = Ports.free();
    int secured = Ports.free();
    int controller = Ports.free();
    String logins =
        users.stream()
            .map(user -> "user_%s=\"%s-secret\"".formatted(user, user))
            .collect(Collectors.joining(" "));
    EmbeddedKafkaConfig config =
        EmbeddedKafkaConfig.in(dataDir)
            .withPort(own)
            .withProperty("authorizer.class.name", authorizer())
            .withProperty("super.users", "User:ANONYMOUS")
            .withProperty(
                "listeners",
                "CLIENT://127.0.0.1:%s,SECURED://127.0.0.1:%s,CONTROLLER://127.0.0.1:%s"
                    .formatted(port(own), port(secured), port(controller)))
            .withProperty(
                "advertised.listeners",
                "CLIENT://127.0.0.1:%s,SECURED://127.0.0.1:%s".formatted(port(own), port(secured)))
            .withProperty("controller.quorum.voters", "1@127.0.0.1:" + controller)
            .withProperty(
                "listener.security.protocol.map",
                "CLIENT:PLAINTEXT,SECURED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
            .withProperty("sasl.enabled.mechanisms", "PLAIN")
            .withProperty(
                "listener.name.secured.plain.sasl.jaas.config", LOGIN + " " + logins + ";");
    return new SecuredCluster(EmbeddedKafka.start(config), secured);
  }

  private static String authorizer() {
    return "org.apache.kafka.metadata.authorizer.StandardAuthorizer";
  }

  private static String port(int number) {
    return Integer.toString(number);
  }

  /** Settings of a client that signs in as that user. */
  Map<String, String> as(String user) {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        LOGIN + " username=\"%s\" password=\"%s-secret\";".formatted(user, user));
  }

  /** The same with the registry, for clients that encode records. */
  Map<String, Object> withRegistry(String user) {
    Map<String, Object> config = new HashMap<>(as(user));
    config.put("schema.registry.url", registryUrl());
    return config;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  String registryUrl() {
    return registry.url();
  }

  /** May do everything. */
  Admin admin() {
    return admin;
  }

  void grant(List<AclBinding> bindings) throws ExecutionException, InterruptedException {
    admin.createAcls(bindings).all().get();
  }

  @Override
  public void close() {
    admin.close();
    registry.close();
    kafka.close();
  }
}
