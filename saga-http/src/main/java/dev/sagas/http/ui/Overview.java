package dev.sagas.http.ui;

import java.util.List;

/**
 * What the overview shows.
 *
 * @param waits by the kind of what is waited for
 * @param participants by whom a reply or the next attempt is waited for from
 */
public record Overview(
    ApiAnswer counts,
    List<Headline> headlines,
    List<Tally> waits,
    List<Tally> statuses,
    List<Tally> incidents,
    List<Tally> participants,
    List<Tally> definitions,
    ApiAnswer rates) {
  public Overview {
    headlines = List.copyOf(headlines);
    waits = List.copyOf(waits);
    statuses = List.copyOf(statuses);
    incidents = List.copyOf(incidents);
    participants = List.copyOf(participants);
    definitions = List.copyOf(definitions);
  }

  /** The rates of the last hour, drawn; empty if they are not known. */
  public String chart() {
    return RatesSvg.of(rates.json());
  }
}
