package dev.sagas.objects.s3;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectKeys;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.objects.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in a bucket of S3 or a compatible store.
 *
 * <ul>
 *   <li>{@link #putIfAbsent} is S3's conditional write; the store must support {@code
 *       If-None-Match} on PUT. A request that the SDK repeats after a lost answer may return false
 *       although it wrote.
 *   <li>Credentials are those that Amazon's SDK finds: environment, system properties, profile or
 *       the machine's role.
 *   <li>An object is at most 5 GB, S3's limit for one request.
 * </ul>
 */
final class S3ObjectStore implements ObjectStore {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SOCKET = Duration.ofSeconds(60);

  /** Compatible stores often have no regions, but the SDK needs one for the signature. */
  private static final Region ANY_REGION = Region.US_EAST_1;

  private static final int PRECONDITION_FAILED = 412;

  private final S3Client client;
  private final S3Address address;

  private S3ObjectStore(S3Client client, S3Address address) {
    this.client = client;
    this.address = address;
  }

  static S3ObjectStore open(S3Address address) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SOCKET))
            .forcePathStyle(address.isPathStyle())
            // Compatible stores do not know the newer check sums; our files have digests.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    address.endpoint().ifPresent(builder::endpointOverride);
    if (address.region().isPresent()) {
      builder.region(Region.of(address.region().get()));
    } else if (address.endpoint().isPresent()) {
      builder.region(ANY_REGION);
    }
    return new S3ObjectStore(builder.build(), address);
  }

  @Override
  public boolean putIfAbsent(String key, ObjectContent content) {
    String name = name(key);
    return call(
        "write",
        key,
        () -> {
          try {
            client.putObject(
                request -> request.bucket(address.bucket()).key(name).ifNoneMatch("*"),
                body(content));
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
              return false;
            }
            throw e;
          }
        });
  }

  private static RequestBody body(ObjectContent content) {
    try {
      return RequestBody.fromContentProvider(
          () -> open(content), content.bytes(), "application/octet-stream");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(ObjectContent content) {
    try {
      return content.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<InputStream> get(String key) {
    String name = name(key);
    return call(
        "read",
        key,
        () -> {
          try {
            return Optional.of(
                client.getObject(request -> request.bucket(address.bucket()).key(name)));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void list(String prefix, Consumer<StoredObject> sink) {
    String start = address.prefix() + ObjectKeys.requirePrefix(prefix);
    call(
        "list",
        prefix,
        () -> {
          client
              .listObjectsV2Paginator(request -> request.bucket(address.bucket()).prefix(start))
              .contents()
              .forEach(
                  object ->
                      sink.accept(
                          new StoredObject(
                              object.key().substring(address.prefix().length()), object.size())));
          return true;
        });
  }

  @Override
  public void delete(String key) {
    String name = name(key);
    call(
        "delete",
        key,
        () -> client.deleteObject(request -> request.bucket(address.bucket()).key(name)));
  }

  private String name(String key) {
    return address.prefix() + ObjectKeys.require(key);
  }

  private <T> T call(String what, String key, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException | UncheckedIOException e) {
      throw new ObjectStoreException(
          "Expected to %s %s in %s, but %s".formatted(what, key, address, e.getMessage()), e);
    }
  }

  @Override
  public String toString() {
    return address.toString();
  }

  @Override
  public void close() {
    client.close();
  }
}
