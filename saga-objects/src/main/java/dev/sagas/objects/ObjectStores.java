package dev.sagas.objects;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.ServiceLoader;

/** Opens object stores by their address. */
public final class ObjectStores {
  private ObjectStores() {}

  /**
   * Opens a store.
   *
   * @param address {@code file:///folder}, or {@code s3://bucket/prefix} with the optional
   *     parameters {@code endpoint}, {@code region} and {@code path-style}
   * @throws IllegalArgumentException if it is not such an address
   * @throws ObjectStoreException if the libraries for it are not on the class path
   */
  public static ObjectStore open(String address) {
    URI uri = parse(address);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    for (ObjectStoreProvider provider : ServiceLoader.load(ObjectStoreProvider.class)) {
      if (provider.scheme().equals(scheme)) {
        return provider.open(uri);
      }
    }
    throw unknown(address, null);
  }

  private static URI parse(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw unknown(address, e);
    }
  }

  private static IllegalArgumentException unknown(
      String address, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException(
        "Expected an address such as file:///var/archive or s3://bucket/prefix, but got " + address,
        cause);
  }
}
