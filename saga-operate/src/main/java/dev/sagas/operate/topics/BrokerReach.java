package dev.sagas.operate.topics;

import dev.sagas.engine.deployment.DeploymentException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.utils.Utils;

/**
 * Checks whether the brokers in the settings answer, before anything else is requested from them:
 * Kafka's own clients take long to give up, and then do not name the address.
 *
 * <ul>
 *   <li>Takes at most {@value #LIMIT_MS} ms, or {@code default.api.timeout.ms} if the settings have
 *       it.
 * </ul>
 */
public final class BrokerReach {
  /** How long it may take by default. */
  static final int LIMIT_MS = 4_500;

  private static final int CONNECT_MS = 1_500;
  private static final int MAX_PROBED = 32;

  private final Map<String, Object> client;
  private final long endNanos;
  private final int limitMs;

  BrokerReach(Map<String, Object> client, int limitMs) {
    this.client = client;
    this.limitMs = limitMs;
    this.endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
  }

  /**
   * Returns if they answer.
   *
   * @param client properties of Kafka's clients
   * @throws DeploymentException if none answers; the message names each address and what was wrong
   */
  public static void require(Map<String, Object> client) {
    Object given = client.get(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
    int limitMs = given == null ? LIMIT_MS : Integer.parseInt(given.toString().strip());
    new BrokerReach(client, limitMs).require();
  }

  private void require() {
    List<String> addresses =
        Arrays.stream(
                String.valueOf(client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)).split(","))
            .map(String::strip)
            .filter(address -> !address.isEmpty())
            .toList();
    probe(addresses)
        .ifPresent(
            problems -> {
              throw unreachable(addresses, problems);
            });
    List<String> named = named(addresses);
    if (!addresses.containsAll(named)) {
      probe(named)
          .ifPresent(
              problems -> {
                throw unreachable(
                    addresses,
                    """
                    they answer there, but name addresses that cannot be reached from here: \
                    %s; see advertised.listeners of the brokers\
                    """
                        .formatted(problems));
              });
    }
  }

  private static DeploymentException unreachable(List<String> addresses, String problems) {
    return new DeploymentException(
        """
        Expected Kafka's brokers to answer at %s, but %s. The addresses are those of \
        --bootstrap-server, or else SAGA_BOOTSTRAP_SERVERS\
        """
            .formatted(String.join(",", addresses), problems));
  }

  /** Why none of the addresses can be connected to; empty if one can. */
  Optional<String> probe(Collection<String> addresses) {
    Map<String, CompletableFuture<Optional<String>>> probes = new LinkedHashMap<>();
    Set<String> probed = new LinkedHashSet<>(addresses.stream().limit(MAX_PROBED).toList());
    CompletableFuture<Void> connected = new CompletableFuture<>();
    for (String address : probed) {
      CompletableFuture<Optional<String>> probe = new CompletableFuture<>();
      probes.put(address, probe);
      Thread thread =
          new Thread(
              () -> {
                Optional<String> problem = connect(address);
                if (problem.isEmpty()) {
                  connected.complete(null); // before the probe's own end, which may be the last
                }
                probe.complete(problem);
              },
              "probe-" + address);
      thread.setDaemon(true);
      thread.start();
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(probes.values().toArray(CompletableFuture[]::new));
    await(CompletableFuture.anyOf(connected, all));
    if (connected.isDone()) {
      return Optional.empty();
    }
    List<String> problems = new ArrayList<>();
    probes.forEach(
        (address, probe) -> {
          Optional<String> silent = Optional.of("no connection within " + CONNECT_MS + " ms");
          problems.add(address + ": " + probe.getNow(silent).orElse("connected"));
        });
    return Optional.of(problems.isEmpty() ? "no address is given" : String.join("; ", problems));
  }

  /** Also limits how long resolving a name may take. */
  private void await(CompletableFuture<?> future) {
    try {
      future.get(Math.min(CONNECT_MS + 100, leftMs()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return; // what did not end is reported as such
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<String> connect(String address) {
    String host = Utils.getHost(address);
    Integer port = Utils.getPort(address);
    if (host == null || port == null) {
      return Optional.of("not of the form HOST:PORT");
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("unknown host");
    } catch (IOException e) {
      return Optional.of(
          String.valueOf(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
    }
  }

  /** The addresses that the brokers advertise. */
  private List<String> named(List<String> addresses) {
    int timeoutMs = (int) leftMs();
    Map<String, Object> config = new HashMap<>(client);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
    try (Admin admin = Admin.create(config)) {
      try {
        Collection<Node> nodes =
            admin.describeCluster().nodes().get(timeoutMs, TimeUnit.MILLISECONDS);
        return nodes.stream().map(node -> node.host() + ":" + node.port()).toList();
      } finally {
        admin.close(Duration.ZERO);
      }
    } catch (ExecutionException e) {
      throw unreachable(addresses, refusal(Optional.ofNullable(e.getCause()).orElse(e)));
    } catch (TimeoutException e) {
      throw unreachable(addresses, silent());
    } catch (KafkaException e) {
      throw unreachable(addresses, chain(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(addresses, "the check was interrupted");
    }
  }

  private String refusal(Throwable failure) {
    return failure instanceof org.apache.kafka.common.errors.TimeoutException
        ? silent()
        : chain(failure);
  }

  private String silent() {
    return """
    nothing there answered as a Kafka broker within %s ms: is it one, and of \
    security.protocol %s (--command-config)?\
    """
        .formatted(
            limitMs, client.getOrDefault(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT"));
  }

  private static String chain(Throwable failure) {
    List<String> reasons = new ArrayList<>();
    for (Throwable at = failure; at != null && reasons.size() < 3; at = at.getCause()) {
      reasons.add(String.valueOf(at.getMessage()));
    }
    return reasons.stream().distinct().collect(Collectors.joining(": "));
  }

  private long leftMs() {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
  }
}
