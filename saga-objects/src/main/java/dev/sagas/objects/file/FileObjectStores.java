package dev.sagas.objects.file;

import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreProvider;
import java.net.URI;
import java.nio.file.Path;

/** Opens folders as object stores. */
public final class FileObjectStores implements ObjectStoreProvider {
  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public ObjectStore open(URI address) {
    boolean isLocal = address.getHost() == null || address.getHost().isEmpty();
    if (!isLocal || address.getPath() == null || address.getPath().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected an absolute path with three slashes, such as file:///var/archive, but got "
              + address);
    }
    return new FileObjectStore(Path.of(address.getPath()));
  }
}
