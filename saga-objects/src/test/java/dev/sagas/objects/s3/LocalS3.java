package dev.sagas.objects.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3Proxy on a port of this machine, with its objects in memory. While it is open, the system
 * properties of this process have the credentials for it, where Amazon's SDK finds them.
 */
public final class LocalS3 implements AutoCloseable {
  static final String SECRET = "local-secret";
  private static final String KEY = "local-key";

  private final S3Proxy server;

  private LocalS3(S3Proxy server) {
    this.server = server;
  }

  /** Starts it, without buckets. */
  public static LocalS3 start() throws Exception {
    System.setProperty("aws.accessKeyId", KEY);
    System.setProperty("aws.secretAccessKey", SECRET);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .stopTimeout(0)
            .build();
    server.start();
    return new LocalS3(server);
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** Creates a bucket. */
  public void createBucket(String name) {
    try (S3Client client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .build()) {
      client.createBucket(request -> request.bucket(name));
    }
  }

  /** The address of a bucket and a prefix in it. */
  public String address(String bucket, String prefix) {
    return "s3://%s/%s?endpoint=%s".formatted(bucket, prefix, endpoint());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Expected the server to stop", e);
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }
}
