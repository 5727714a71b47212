package dev.sagas.chaos.load;

/** The accounts between which a step moves units. */
enum Accounts {
  /** Both are the participant's own, whatever becomes of the saga. */
  SALE("stock", "sold"),

  /** Out of a customer's account, on the way to another participant. */
  TAKE("customer", "transit"),

  /** From another participant into a customer's account. */
  PUT("transit", "customer");

  /** What an account's name begins with if it holds units on the way between participants. */
  static final String TRANSIT = "transit";

  /** How many accounts there are of each sort: fewer would make sagas wait for each other. */
  private static final int ACCOUNTS = 8;

  private final String from;
  private final String to;

  Accounts(String from, String to) {
    this.from = from;
    this.to = to;
  }

  /** The account that gets less in the saga of this number. */
  String from(long number) {
    return from + "-" + Math.floorMod(number, ACCOUNTS);
  }

  /** The account that gets more in the saga of this number. */
  String to(long number) {
    return to + "-" + Math.floorMod(number, ACCOUNTS);
  }
}
