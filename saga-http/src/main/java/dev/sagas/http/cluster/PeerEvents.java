package dev.sagas.http.cluster;

import dev.sagas.http.exchange.Ask;
import dev.sagas.index.cluster.Member;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Listens to the other instances for one listener of this one, with the listener's credentials.
 *
 * <ul>
 *   <li>An instance that cannot be reached, or ends its events, is tried again at the next {@link
 *       #refresh()}.
 *   <li>Used by one thread.
 * </ul>
 */
public final class PeerEvents implements AutoCloseable {
  private final Peers peers;
  private final Ask ask;
  private final String path;
  private final BiConsumer<String, String> sink;
  private final Map<String, Listening> listening = new HashMap<>();

  /**
   * Listens to nobody until it is refreshed.
   *
   * @param ask whose request it is, with the filters
   * @param sink takes name and data of each event, on other threads; must not block
   */
  public PeerEvents(Peers peers, Ask ask, String path, BiConsumer<String, String> sink) {
    this.peers = peers;
    this.ask = ask;
    this.path = path;
    this.sink = sink;
  }

  private record Listening(CompletableFuture<?> answer, EventLines lines) {}

  /** Listens to instances that are new or ended their events, and no longer to those that left. */
  public void refresh() {
    Set<String> present = new HashSet<>();
    for (Member member : peers.others()) {
      present.add(member.address());
      Listening known = listening.get(member.address());
      if (known == null || known.answer().isDone()) {
        EventLines lines = new EventLines(sink);
        listening.put(
            member.address(), new Listening(peers.listen(member, ask, path, lines), lines));
      }
    }
    listening
        .entrySet()
        .removeIf(
            each -> {
              boolean left = !present.contains(each.getKey());
              if (left) {
                each.getValue().lines().close();
              }
              return left;
            });
  }

  @Override
  public void close() {
    listening.values().forEach(each -> each.lines().close());
    listening.clear();
  }
}
