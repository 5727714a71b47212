package dev.sagas.http.ui;

import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Person;
import java.util.List;

/** What all pages have around their content. */
public final class Frame {
  private final String title;
  private final Visit visit;
  private final StaticFiles files;
  private final String events;

  Frame(String title, Visit visit, StaticFiles files, String events) {
    this.title = title;
    this.visit = visit;
    this.files = files;
    this.events = events;
  }

  /** The page's title, for people. */
  public String title() {
    return title;
  }

  /** The page's path, to mark it in the navigation. */
  public String path() {
    return visit.path();
  }

  /** Who looks. */
  public Person person() {
    return visit.ask().person();
  }

  /** Whether actions that leave no effect behind would be allowed. */
  public boolean mayOperate() {
    return person().role().includes(AccessRole.OPERATOR);
  }

  /** Whether all actions would be allowed. */
  public boolean mayAdminister() {
    return person().role().includes(AccessRole.ADMIN);
  }

  /** Whether there is a session to end. */
  public boolean canSignOut() {
    return visit.canSignOut();
  }

  /** When the page was made, epoch ms. */
  public long nowMs() {
    return visit.nowMs();
  }

  /** Style sheet and scripts. */
  public StaticFiles files() {
    return files;
  }

  /** Where the browser learns that something changed; empty if nowhere. */
  public String events() {
    return events;
  }

  /** The pages in the navigation. */
  public List<Entry> navigation() {
    return List.of(
        new Entry("/", "Overview", "o"),
        new Entry("/sagas", "List", "l"),
        new Entry("/definitions", "Definitions", "d"),
        new Entry("/dead-letters", "Dead letters", "x"),
        new Entry("/participants", "Participants", "p"),
        new Entry("/instances", "Instances", "i"),
        new Entry("/batches", "Batches", "b"),
        new Entry("/audit", "Audit", "a"));
  }

  /** One page in the navigation, and the key after g that opens it. */
  public record Entry(String path, String name, String key) {
    /** True for the page itself and what is below it. */
    public boolean isCurrent(String current) {
      return path.equals("/") ? current.equals("/") : current.startsWith(path);
    }
  }
}
