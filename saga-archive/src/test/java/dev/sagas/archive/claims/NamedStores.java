package dev.sagas.archive.claims;

import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreProvider;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stores of tests, opened by the addresses that {@link #address} gives. */
public final class NamedStores implements ObjectStoreProvider {
  private static final Map<String, ObjectStore> STORES = new ConcurrentHashMap<>();
  private static final AtomicLong LAST = new AtomicLong();

  /** An address that opens this store. */
  static String address(ObjectStore store) {
    String address = "test:///store-" + LAST.incrementAndGet();
    STORES.put(address, store);
    return address;
  }

  @Override
  public String scheme() {
    return "test";
  }

  @Override
  public ObjectStore open(URI address) {
    return STORES.get(address.toString());
  }
}
