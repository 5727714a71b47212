package dev.sagas.chaos.net;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies of a cluster by name, one for each process that others reach by TCP.
 *
 * <ul>
 *   <li>A name that does not exist ends in an {@link IllegalArgumentException}.
 *   <li>Every link is normal at first.
 * </ul>
 */
public final class ProxyBank implements AutoCloseable {
  private final Map<String, TcpProxy> proxies = new LinkedHashMap<>();

  private ProxyBank() {}

  /** Opens a proxy on a free port for each target port. */
  public static ProxyBank open(Map<String, Integer> targets) {
    ProxyBank bank = new ProxyBank();
    try {
      targets.forEach((name, port) -> bank.proxies.put(name, TcpProxy.open(port)));
      return bank;
    } catch (RuntimeException e) {
      bank.close();
      throw e;
    }
  }

  /** Where clients reach the process. */
  public int port(String name) {
    return proxy(name).port();
  }

  /** What is done to the connections of the process now. */
  public LinkCondition condition(String name) {
    return proxy(name).condition();
  }

  /** Changes what is done to the connections of the process. */
  public void set(String name, LinkCondition condition) {
    proxy(name).set(condition);
  }

  /** Makes every link normal. */
  public void healAll() {
    proxies.values().forEach(proxy -> proxy.set(LinkCondition.normal()));
  }

  /** Resets all connections and frees the ports. */
  @Override
  public void close() {
    proxies.values().forEach(TcpProxy::close);
  }

  private TcpProxy proxy(String name) {
    return Optional.ofNullable(proxies.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected one of %s, but was %s".formatted(proxies.keySet(), name)));
  }
}
