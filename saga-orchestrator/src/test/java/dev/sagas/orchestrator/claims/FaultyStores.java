package dev.sagas.orchestrator.claims;

import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreProvider;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Opens stores in memory by the address {@code faulty://name}; each name is one store. */
public final class FaultyStores implements ObjectStoreProvider {
  private static final Map<String, FaultyStore> STORES = new ConcurrentHashMap<>();

  @Override
  public String scheme() {
    return "faulty";
  }

  @Override
  public ObjectStore open(URI address) {
    return named(address.getAuthority());
  }

  /** The store of that name. */
  public static FaultyStore named(String name) {
    return STORES.computeIfAbsent(name, FaultyStore::new);
  }
}
