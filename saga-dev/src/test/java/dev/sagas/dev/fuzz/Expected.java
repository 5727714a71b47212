package dev.sagas.dev.fuzz;

import dev.sagas.dev.fuzz.Account.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What must become of a bad record.
 *
 * @param kinds the accounts that are right; none if the record must leave no trace
 * @param codes of the dead letter, answer, note or finding; any if there are none
 */
record Expected(Set<Kind> kinds, List<String> codes) {
  /** Exactly one of these is there for each record of an input topic. */
  private static final Set<Kind> ENDS = EnumSet.of(Kind.LETTER, Kind.NOTE, Kind.APPLIED);

  Expected {
    kinds = Set.copyOf(kinds);
    codes = List.copyOf(codes);
  }

  /** Kept as a dead letter; a participant may answer it as well. */
  static Expected letter(String... codes) {
    return new Expected(EnumSet.of(Kind.LETTER, Kind.REPLY), List.of(codes));
  }

  static Expected note(String... codes) {
    return new Expected(EnumSet.of(Kind.NOTE), List.of(codes));
  }

  static Expected applied() {
    return new Expected(EnumSet.of(Kind.APPLIED), List.of());
  }

  static Expected reply(String... codes) {
    return new Expected(EnumSet.of(Kind.REPLY), List.of(codes));
  }

  /** Found by the audit, which reads the topic. */
  static Expected finding(String... codes) {
    return new Expected(EnumSet.of(Kind.FINDING), List.of(codes));
  }

  /** Whichever it is, there is exactly one. */
  static Expected anything() {
    return new Expected(EnumSet.of(Kind.LETTER, Kind.NOTE, Kind.APPLIED, Kind.REPLY), List.of());
  }

  /** Never committed, or in a topic where strangers' records are passed over. */
  static Expected nothing() {
    return new Expected(EnumSet.noneOf(Kind.class), List.of());
  }

  /** True if these are the right accounts, and as many as there should be. */
  boolean isMetBy(List<Account> accounts) {
    if (kinds.isEmpty()) {
      return accounts.isEmpty();
    }
    return !accounts.isEmpty()
        && accounts.stream().allMatch(account -> kinds.contains(account.kind()))
        && hasEachOnce(accounts)
        && accounts.stream().filter(account -> ENDS.contains(account.kind())).count() <= 1
        && hasCode(accounts);
  }

  /** A command may be delivered again, and is then answered again, with the same answer. */
  private static boolean hasEachOnce(List<Account> accounts) {
    return accounts.stream().distinct().map(Account::kind).distinct().count()
            == accounts.stream().distinct().count()
        && accounts.stream().filter(account -> account.kind() != Kind.REPLY).distinct().count()
            == accounts.stream().filter(account -> account.kind() != Kind.REPLY).count();
  }

  private boolean hasCode(List<Account> accounts) {
    return codes.isEmpty() || accounts.stream().anyMatch(account -> codes.contains(account.code()));
  }

  @Override
  public String toString() {
    return kinds.isEmpty() ? "nothing" : kinds + (codes.isEmpty() ? "" : " " + codes);
  }
}
