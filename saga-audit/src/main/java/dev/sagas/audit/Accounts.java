package dev.sagas.audit;

import dev.sagas.protocol.SagaId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of all sagas of an audit; memory use does not grow with the number of ended ones.
 *
 * <ul>
 *   <li>Active or damaged accounts stay in memory, and so do the most recently used others; the
 *       rest are in a temporary folder, and are read back when they are needed.
 * </ul>
 */
final class Accounts implements AutoCloseable {
  /** How many accounts at rest stay in memory; about 3 MB. */
  static final int MAX_AT_REST = 2_000;

  /** How many bytes of checkpoints stay unread, in all shards together. */
  private static final long MAX_UNREAD_BYTES = 4L << 20;

  private final AuditScope scope;
  private final int maxAtRest;
  private final AccountCodec codec;
  private final Map<SagaId, SagaAccount> moving = new HashMap<>();
  private final LinkedHashMap<SagaId, SagaAccount> atRest = new LinkedHashMap<>(16, 0.75f, true);
  private final LinkedHashMap<SagaId, SagaAccount> unread = new LinkedHashMap<>(16, 0.75f, true);
  private long unreadBytes;
  private Optional<AccountFolder> folder = Optional.empty();

  Accounts(AuditScope scope, int maxAtRest) {
    this.scope = scope;
    this.maxAtRest = maxAtRest;
    this.codec = new AccountCodec(scope);
  }

  /** Changes the account of a saga, which is created if there is none. */
  void update(SagaId saga, Consumer<SagaAccount> change) {
    @Nullable SagaAccount active = moving.get(saga);
    SagaAccount account = active == null ? findAtRest(saga) : active;
    change.accept(account);
    if (account.isAtRest()) {
      if (active != null) {
        moving.remove(saga);
      }
      atRest.put(saga, account);
      makeRoom();
    } else if (active == null) {
      atRest.remove(saga);
      moving.put(saga, account);
    }
  }

  /**
   * Changes the checkpoint of a saga's account. If too many are unread, the oldest of them are
   * read: they are likely to be the newest of their sagas.
   */
  void updateCheckpoint(SagaId saga, Consumer<SagaAccount> change) {
    update(
        saga,
        account -> {
          int before = account.unreadBytes();
          change.accept(account);
          int after = account.unreadBytes();
          unreadBytes += after - before;
          if (after > 0) {
            unread.put(saga, account);
          } else if (before > 0) {
            unread.remove(saga);
          }
        });
    long limit = MAX_UNREAD_BYTES / scope.sharding().count();
    while (unreadBytes > limit) {
      readCheckpoint(unread.values().iterator().next());
    }
  }

  private void readCheckpoint(SagaAccount account) {
    if (account.unreadBytes() > 0) {
      unreadBytes -= account.unreadBytes();
      unread.remove(account.saga());
      Optional<KeptCheckpoint> unused = account.checkpoint();
    }
  }

  private SagaAccount findAtRest(SagaId saga) {
    @Nullable SagaAccount known = atRest.get(saga);
    return known != null ? known : read(saga).orElseGet(() -> new SagaAccount(saga, scope));
  }

  private Optional<SagaAccount> read(SagaId saga) {
    return folder.flatMap(written -> written.get(saga)).map(value -> codec.decode(saga, value));
  }

  private void makeRoom() {
    while (atRest.size() > maxAtRest) {
      Iterator<SagaAccount> oldest = atRest.values().iterator();
      SagaAccount account = oldest.next();
      readCheckpoint(account);
      openFolder().put(account.saga(), codec.encode(account));
      oldest.remove();
    }
  }

  private AccountFolder openFolder() {
    AccountFolder opened = folder.orElseGet(() -> AccountFolder.open(scope.sharding().count()));
    folder = Optional.of(opened);
    return opened;
  }

  /** Passes on every account, in no particular order; they must not be changed. */
  void forEach(Consumer<SagaAccount> sink) {
    List.copyOf(unread.values()).forEach(this::readCheckpoint);
    moving.values().forEach(sink);
    atRest.values().forEach(sink);
    folder.ifPresent(
        written ->
            written.forEach(
                (saga, value) -> {
                  // What is in memory is newer.
                  if (!moving.containsKey(saga) && !atRest.containsKey(saga)) {
                    sink.accept(codec.decode(saga, value));
                  }
                }));
  }

  @Override
  public void close() {
    folder.ifPresent(AccountFolder::close);
  }
}
