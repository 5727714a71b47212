package dev.sagas.http.ui;

import java.util.List;

/**
 * What the overview shows.
 *
 * @param waits by the kind of what is waited for
 * @param oldest the sagas that wait longest
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
    ApiAnswer rates,
    ApiAnswer oldest) {
  public Overview {
    headlines = List.copyOf(headlines);
    waits = List.copyOf(waits);
    statuses = List.copyOf(statuses);
    incidents = List.copyOf(incidents);
    participants = List.copyOf(participants);
    definitions = List.copyOf(definitions);
  }

  /** Why sagas turned back in the last hour, the most frequent code first. */
  public List<Tally> causes() {
    return Tally.of(
        rates.json().path("causes"),
        cause -> Words.text(cause, "code"),
        code -> FilterWords.all().with("status", "COMPENSATING"));
  }

  /** What share of the unwinds has a cause. */
  public String share(Tally cause) {
    return Words.percent(cause.count(), Tally.total(rates.json().path("causes")));
  }

  /** The rates of the last hour, drawn; empty if they are not known. */
  public String chart() {
    return RatesSvg.of(rates.json());
  }
}
