package dev.sagas.http.ui;

import java.util.List;

/**
 * What the page of a saga as it was is made of.
 *
 * @param number of the revision, as it was asked for
 * @param newest revision of the saga; that which was asked for if it is not known
 * @param saga after that revision
 * @param changes from the revision before
 * @param timeline up to then
 * @param drawing of the timeline; empty without steps
 * @param data after that revision
 * @param journal up to then
 */
public record PastSaga(
    String id,
    String number,
    String newest,
    ApiAnswer saga,
    ApiAnswer changes,
    ApiAnswer timeline,
    String drawing,
    ApiAnswer data,
    ApiAnswer journal) {

  /** The revision before it; none before the first. */
  public List<String> before() {
    return number().equals("1") ? List.of() : neighbour(-1);
  }

  /** The revision after it; none after the newest. */
  public List<String> after() {
    return number().equals(newest()) ? List.of() : neighbour(1);
  }

  private List<String> neighbour(int by) {
    return saga.isOk() ? List.of(Integer.toString(Integer.parseInt(number) + by)) : List.of();
  }
}
