package dev.sagas.internal;

import java.util.regex.Pattern;

/** Names of tables that are put into SQL unquoted. */
public final class TableName {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");

  private TableName() {}

  /**
   * Gives the name, {@code table} or {@code schema.table}.
   *
   * @throws IllegalArgumentException if it does not consist of plain SQL identifiers
   */
  public static String checked(String name) {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Expected a table name of the form " + FORM.pattern() + ", but got '" + name + "'");
    }
    return name;
  }
}
