package dev.sagas.chaos.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How a process shows that it serves others. */
@FunctionalInterface
interface Readiness {
  /** True if it does, now. */
  boolean isShown();

  /** By a file, which is there from then on. */
  static Readiness file(Path file) {
    return () -> Files.exists(file);
  }

  /** By an answer of 200 over HTTP within a second. */
  static Readiness http(HttpClient client, URI address) {
    return () -> status(client, address) == 200;
  }

  /** By any answer but 503, or none, within a second. */
  static Readiness httpUnlessRefused(HttpClient client, URI address) {
    return () -> status(client, address) != 503;
  }

  /** The status of an answer; 0 if nobody listens, or nobody answers. */
  private static int status(HttpClient client, URI address) {
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(1)).GET().build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    }
  }
}
