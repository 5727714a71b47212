package dev.sagas.dev.acls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Runs {@code ops/saga-acls}, and reads the commands that it prints as Kafka's tool would. */
final class AclScript {
  private static final Path SCRIPT = script();

  private AclScript() {}

  /** What a run of the script left. */
  record Run(int exitCode, String out, String err) {}

  private static Path script() {
    Path folder = Path.of("").toAbsolutePath();
    while (Files.notExists(folder.resolve("ops/saga-acls"))) {
      folder = folder.getParent();
    }
    return folder.resolve("ops/saga-acls");
  }

  static Run run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("KAFKA_ACLS");
    Path errors = Files.createTempFile("saga-acls", ".err");
    try {
      Process process = builder.redirectError(errors.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("Expected the script to end within 30 s");
      }
      return new Run(process.exitValue(), out, Files.readString(errors));
    } finally {
      Files.delete(errors);
    }
  }

  /** What the printed commands grant; all of them must be grants. */
  static List<AclBinding> bindings(String... arguments) throws IOException, InterruptedException {
    Run run = run(List.of(arguments));
    if (run.exitCode() != 0) {
      throw new AssertionError("Expected the script to succeed, but: " + run.err());
    }
    return run.out().lines().flatMap(line -> bindings(line).stream()).toList();
  }

  private static List<AclBinding> bindings(String line) {
    List<String> words = List.of(line.split(" "));
    if (!words.get(0).equals("kafka-acls.sh") || !words.contains("--add")) {
      throw new AssertionError("Expected a grant, but got " + line);
    }
    String principal = after(words, "--allow-principal");
    ResourcePattern resource = resource(words);
    List<AclBinding> bindings = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("--operation")) {
        bindings.add(
            new AclBinding(
                resource,
                new AccessControlEntry(
                    principal, "*", operation(words.get(i + 1)), AclPermissionType.ALLOW)));
      }
    }
    return bindings;
  }

  private static ResourcePattern resource(List<String> words) {
    if (words.contains("--cluster")) {
      return new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL);
    }
    PatternType pattern =
        PatternType.valueOf(after(words, "--resource-pattern-type").toUpperCase(Locale.ROOT));
    for (String kind : List.of("topic", "group", "transactional-id")) {
      if (words.contains("--" + kind)) {
        ResourceType type = ResourceType.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_'));
        return new ResourcePattern(type, after(words, "--" + kind), pattern);
      }
    }
    throw new AssertionError("Expected a resource in " + words);
  }

  /** As the tool reads it: {@code DescribeConfigs} is {@code DESCRIBE_CONFIGS}. */
  private static AclOperation operation(String text) {
    return AclOperation.valueOf(
        text.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
  }

  private static String after(List<String> words, String option) {
    return words.get(words.indexOf(option) + 1);
  }
}
