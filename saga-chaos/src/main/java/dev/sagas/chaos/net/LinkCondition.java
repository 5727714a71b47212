package dev.sagas.chaos.net;

/**
 * What a proxy does to the bytes of its connections.
 *
 * <ul>
 *   <li>The <em>target</em> is the process behind the proxy, the <em>client</em> the one that
 *       connects to it.
 *   <li>No condition reorders or changes bytes.
 * </ul>
 *
 * @param refused whether connections are reset, new ones as soon as they are accepted
 * @param toTarget the bytes from the client to the target
 * @param toClient the bytes from the target to the client
 */
public record LinkCondition(boolean refused, LinkFlow toTarget, LinkFlow toClient) {
  /** Everything passes at once. */
  public static LinkCondition normal() {
    return ofBoth(LinkFlow.free());
  }

  /** Connections are reset, and new ones too, before any byte. */
  public static LinkCondition cut() {
    return new LinkCondition(true, LinkFlow.free(), LinkFlow.free());
  }

  /** Nothing arrives on either side, as when packets are dropped; it arrives after the fault. */
  public static LinkCondition held() {
    return ofBoth(LinkFlow.held());
  }

  /** What clients send does not arrive until the fault is over. */
  public static LinkCondition heldToTarget() {
    return new LinkCondition(false, LinkFlow.held(), LinkFlow.free());
  }

  /** What the target sends does not arrive until the fault is over. */
  public static LinkCondition heldToClient() {
    return new LinkCondition(false, LinkFlow.free(), LinkFlow.held());
  }

  /** Every byte arrives later by this time, in each direction. */
  public static LinkCondition delayed(long delayMs) {
    return ofBoth(LinkFlow.delayed(delayMs));
  }

  /** Each connection has this rate, in each direction. */
  public static LinkCondition slow(long bytesPerSecond) {
    return ofBoth(LinkFlow.slow(bytesPerSecond));
  }

  /**
   * Connections are accepted and what they send is read, but nothing is forwarded or closed.
   * Connections that had this condition are reset when it ends, as their bytes are lost.
   */
  public static LinkCondition halfOpen() {
    return ofBoth(LinkFlow.discarded());
  }

  private static LinkCondition ofBoth(LinkFlow flow) {
    return new LinkCondition(false, flow, flow);
  }

  /** Whether the end of one side must not be noticed by the other one. */
  boolean isSilent() {
    return !refused && !(toTarget.passes() && toClient.passes());
  }

  /** Whether bytes are lost, so that the connection cannot be used afterwards. */
  boolean losesBytes() {
    return toTarget.discards() || toClient.discards();
  }
}
