package dev.sagas.objects;

import java.net.URI;

/** Opens stores of one kind; a service. */
public interface ObjectStoreProvider {
  /** The scheme of the addresses that it opens, such as {@code file}. */
  String scheme();

  /**
   * Opens the store at this address. Nothing needs to be there yet, nor to answer.
   *
   * @throws IllegalArgumentException if the address is not complete, with an example
   */
  ObjectStore open(URI address);
}
