package dev.sagas.http.exchange;

/** The methods in use. */
public enum Method {
  GET,
  POST
}
