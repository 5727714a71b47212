package dev.sagas.operate.audit;

import dev.sagas.protocol.SagaId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
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

  private final AuditScope scope;
  private final int maxAtRest;
  private final AccountCodec codec;
  private final Map<SagaId, SagaAccount> moving = new HashMap<>();
  private final LinkedHashMap<SagaId, SagaAccount> atRest = new LinkedHashMap<>(16, 0.75f, true);
  private Optional<AccountFolder> folder = Optional.empty();

  Accounts(AuditScope scope, int maxAtRest) {
    this.scope = scope;
    this.maxAtRest = maxAtRest;
    this.codec = new AccountCodec(scope);
  }

  /** Changes the account of a saga, which is created if there is none. */
  void update(SagaId saga, Consumer<SagaAccount> change) {
    SagaAccount account = find(saga);
    change.accept(account);
    if (account.isAtRest()) {
      moving.remove(saga);
      atRest.put(saga, account);
      makeRoom();
    } else {
      atRest.remove(saga);
      moving.put(saga, account);
    }
  }

  private SagaAccount find(SagaId saga) {
    @Nullable SagaAccount known = moving.get(saga);
    if (known == null) {
      known = atRest.get(saga);
    }
    return known != null ? known : read(saga).orElseGet(() -> new SagaAccount(saga, scope));
  }

  private Optional<SagaAccount> read(SagaId saga) {
    return folder.flatMap(written -> written.get(saga)).map(value -> codec.decode(saga, value));
  }

  private void makeRoom() {
    while (atRest.size() > maxAtRest) {
      Iterator<SagaAccount> oldest = atRest.values().iterator();
      SagaAccount account = oldest.next();
      openFolder().put(account.saga(), codec.encode(account));
      oldest.remove();
    }
  }

  private AccountFolder openFolder() {
    AccountFolder opened = folder.orElseGet(AccountFolder::open);
    folder = Optional.of(opened);
    return opened;
  }

  /** Passes on every account, in no particular order; they must not be changed. */
  void forEach(Consumer<SagaAccount> sink) {
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
