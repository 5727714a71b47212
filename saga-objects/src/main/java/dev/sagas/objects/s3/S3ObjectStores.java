package dev.sagas.objects.s3;

import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.objects.ObjectStoreProvider;
import java.net.URI;

/** Opens buckets as object stores, where Amazon's SDK is on the class path. */
public final class S3ObjectStores implements ObjectStoreProvider {
  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public ObjectStore open(URI address) {
    S3Address parsed = S3Address.parse(address);
    try {
      return S3ObjectStore.open(parsed);
    } catch (NoClassDefFoundError e) {
      throw new ObjectStoreException(
          """
          Expected software.amazon.awssdk:s3 and url-connection-client on the class path, to open \
          %s\
          """
              .formatted(parsed),
          e);
    }
  }
}
