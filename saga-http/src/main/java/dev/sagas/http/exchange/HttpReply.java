package dev.sagas.http.exchange;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is answered.
 *
 * @param body sent in UTF-8
 */
public record HttpReply(int status, String contentType, String body) {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final String JSON = "application/json";

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
