package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.ClientRoute;
import dev.sagas.chaos.cluster.Cluster;
import dev.sagas.chaos.net.LinkCondition;
import dev.sagas.chaos.net.TcpProxy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The links from each client to each member, every one of which can be disturbed.
 *
 * <ul>
 *   <li>A broker is reached by its peers over links of their own, named {@link Cluster#peersOf}.
 *   <li>Thread-safe.
 * </ul>
 */
final class Network implements ClientRoute, AutoCloseable {
  private final String undisturbed;
  private final Map<Link, TcpProxy> links = new LinkedHashMap<>();

  private record Link(String client, String member) {}

  /**
   * Without links yet.
   *
   * @param undisturbed the client whose links are direct
   */
  Network(String undisturbed) {
    this.undisturbed = undisturbed;
  }

  @Override
  public synchronized int to(String client, String member, int port) {
    return client.equals(undisturbed)
        ? port
        : links.computeIfAbsent(new Link(client, member), link -> TcpProxy.open(port)).port();
  }

  /**
   * Disturbs all links of a process.
   *
   * @param towards the condition of links on which it is connected to
   * @param from the condition of links on which it connects
   */
  synchronized void disturb(String process, LinkCondition towards, LinkCondition from) {
    links.forEach(
        (link, proxy) -> {
          if (link.member().equals(process)) {
            proxy.set(towards);
          } else if (link.client().equals(process)) {
            proxy.set(from);
          }
        });
  }

  /** Makes all links of a process normal. */
  void heal(String process) {
    disturb(process, LinkCondition.normal(), LinkCondition.normal());
  }

  /** Makes every link normal. */
  synchronized void healAll() {
    links.values().forEach(proxy -> proxy.set(LinkCondition.normal()));
  }

  @Override
  public synchronized void close() {
    links.values().forEach(TcpProxy::close);
  }
}
