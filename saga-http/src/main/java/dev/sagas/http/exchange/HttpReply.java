package dev.sagas.http.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What is answered.
 *
 * @param body sent in UTF-8; empty if it is streamed
 * @param stream the body instead, if it is written as it comes
 */
public record HttpReply(
    int status, String contentType, String body, Optional<StreamedBody> stream) {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final String JSON = "application/json";

  /** A whole body. */
  public HttpReply(int status, String contentType, String body) {
    this(status, contentType, body, Optional.empty());
  }

  /** A body that is written as it comes. */
  public static HttpReply streamed(String contentType, StreamedBody stream) {
    return new HttpReply(OK, contentType, "", Optional.of(stream));
  }

  /** JSON. */
  public static HttpReply json(JsonNode json) {
    return json(OK, json);
  }

  /** JSON with another status than 200. */
  public static HttpReply json(int status, JsonNode json) {
    return new HttpReply(status, JSON, json.toString());
  }

  /** It was accepted; what becomes of it is not known yet. */
  public static HttpReply accepted(JsonNode json) {
    return json(ACCEPTED, json);
  }

  /** Another kind of content. */
  public static HttpReply of(String contentType, String body) {
    return new HttpReply(OK, contentType, body);
  }
}
