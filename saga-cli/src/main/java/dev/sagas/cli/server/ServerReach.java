package dev.sagas.cli.server;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks whether anything answers at the address of {@code --server}, before anything else is
 * requested from it: what is requested may take long, and so cannot show that nobody answers.
 *
 * <ul>
 *   <li>Any answer will do, also that there is no such path: a proxy may only pass on the API.
 *   <li>Takes at most {@link #LIMIT}, resolving the name included.
 * </ul>
 */
final class ServerReach {
  /** How long it may take. */
  static final Duration LIMIT = Duration.ofMillis(4_500);

  private static final String PATH = "/health/live";

  private final HttpClient http;
  private final URI address;

  ServerReach(HttpClient http, URI address) {
    this.http = http;
    this.address = address;
  }

  /**
   * Returns if something answers.
   *
   * @throws ServerException if nothing does; the message names the address and what was wrong
   */
  void require() {
    try {
      http.sendAsync(
              HttpRequest.newBuilder(URI.create(address + PATH)).timeout(LIMIT).build(),
              BodyHandlers.discarding())
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw silent(address, "nothing there answered within " + LIMIT.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw silent(address, reason(Optional.ofNullable(e.getCause()).orElse(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(address, "this command was interrupted", e);
    }
  }

  private static String reason(Throwable failure) {
    if (failure instanceof HttpTimeoutException) {
      return "nothing there answered within " + LIMIT.toMillis() + " ms";
    }
    return failure instanceof ConnectException
        ? "it cannot be reached"
        : Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
  }

  private static ServerException silent(URI address, String why, Exception cause) {
    return new ServerException(
        "Expected an orchestrator to answer at %s, but %s".formatted(address, why), false, cause);
  }
}
