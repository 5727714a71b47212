package dev.sagas.chaos.cluster;

/** How clients reach a port: directly, or through something that can be disturbed. */
@FunctionalInterface
public interface ClientRoute {
  /**
   * The port to connect to instead.
   *
   * @param client who connects
   * @param member whose port it is
   * @param port where that listens
   */
  int to(String client, String member, int port);

  /** Without anything in between. */
  static ClientRoute direct() {
    return (client, member, port) -> port;
  }
}
