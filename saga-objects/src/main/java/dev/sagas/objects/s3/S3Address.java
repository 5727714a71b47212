package dev.sagas.objects.s3;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a bucket is.
 *
 * @param prefix of all keys: empty, or ends with a slash
 * @param endpoint of a compatible store; by default that of the region at Amazon
 * @param region by default as Amazon's SDK finds it
 * @param isPathStyle whether the bucket is named in the path instead of the host; by default if
 *     there is an endpoint
 */
record S3Address(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<String> region,
    boolean isPathStyle) {
  private static final Set<String> PARAMETERS = Set.of("endpoint", "region", "path-style");

  static S3Address parse(URI address) {
    String bucket = address.getAuthority();
    if (bucket == null || !bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw unexpected(withoutUser(address), "no bucket's name after s3://");
    }
    Map<String, String> parameters = parameters(address);
    String path = String.valueOf(address.getPath()).replaceAll("^/+|/+$", "");
    Optional<URI> endpoint = Optional.ofNullable(parameters.get("endpoint")).map(URI::create);
    String pathStyle = parameters.getOrDefault("path-style", String.valueOf(endpoint.isPresent()));
    if (!pathStyle.equals("true") && !pathStyle.equals("false")) {
      throw unexpected(address.toString(), "path-style=" + pathStyle);
    }
    return new S3Address(
        bucket,
        path.isEmpty() ? "" : path + "/",
        endpoint,
        Optional.ofNullable(parameters.get("region")),
        pathStyle.equals("true"));
  }

  private static Map<String, String> parameters(URI address) {
    Map<String, String> parameters = new HashMap<>();
    if (address.getQuery() == null) {
      return parameters;
    }
    for (String parameter : address.getQuery().split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (equals < 0 || !PARAMETERS.contains(name)) {
        throw unexpected(withoutUser(address), "the parameter " + name);
      }
      parameters.put(name, parameter.substring(equals + 1));
    }
    return parameters;
  }

  /** Keys of a user do not belong into an address, nor into a message. */
  private static String withoutUser(URI address) {
    return address.toString().replaceAll("//[^/]*@", "//…@").replaceAll("\\?.*", "");
  }

  private static IllegalArgumentException unexpected(String address, String found) {
    return new IllegalArgumentException(
        """
        Expected an address such as s3://bucket/prefix or \
        s3://bucket/prefix?endpoint=http://localhost:9000&region=us-east-1&path-style=true, but \
        found %s in %s\
        """
            .formatted(found, address));
  }

  @Override
  public String toString() {
    return "s3://%s/%s%s".formatted(bucket, prefix, endpoint.map(uri -> " at " + uri).orElse(""));
  }
}
