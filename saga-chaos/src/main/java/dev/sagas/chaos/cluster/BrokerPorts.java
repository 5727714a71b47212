package dev.sagas.chaos.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Where a broker listens, all on the loopback interface.
 *
 * <ul>
 *   <li>Each client has a listener of its own, so that its link can be disturbed alone.
 * </ul>
 *
 * @param id its node id, from 1
 * @param inside for the other brokers
 * @param controller for the quorum
 * @param clients for everybody else, by name
 */
record BrokerPorts(
    int id, ClientPort inside, ClientPort controller, Map<String, ClientPort> clients) {
  BrokerPorts {
    clients = new TreeMap<>(clients);
  }

  /**
   * A listener.
   *
   * @param port where the broker listens
   * @param advertised where those who connect are sent to
   */
  record ClientPort(int port, int advertised) {}

  /** Free ports for so many brokers. */
  static List<BrokerPorts> choose(
      int brokers, List<String> clients, PortRange free, ClientRoute route) {
    return IntStream.rangeClosed(1, brokers).mapToObj(id -> of(id, clients, free, route)).toList();
  }

  private static BrokerPorts of(int id, List<String> clients, PortRange free, ClientRoute route) {
    Map<String, ClientPort> ports = new TreeMap<>();
    for (String client : clients) {
      ports.put(client, routed(client, name(id), free, route));
    }
    return new BrokerPorts(
        id,
        routed("replication", peersOf(name(id)), free, route),
        routed("quorum", peersOf(name(id)), free, route),
        ports);
  }

  private static ClientPort routed(
      String client, String member, PortRange free, ClientRoute route) {
    int port = free.take();
    return new ClientPort(port, route.to(client, member, port));
  }

  /** What the links are named by which the other brokers reach one. */
  static String peersOf(String broker) {
    return "peers of " + broker;
  }

  static String name(int id) {
    return "broker-" + id;
  }

  /** Where a client begins. */
  String address(String client) {
    ClientPort port = clients.get(client);
    if (port == null) {
      throw new IllegalArgumentException(
          "Expected one of the clients %s, but got %s".formatted(clients.keySet(), client));
    }
    return "127.0.0.1:" + port.advertised();
  }
}
