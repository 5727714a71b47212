package dev.sagas.http.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from verified claims who a person is, and what they may do. */
final class PersonClaims {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,100}");

  private PersonClaims() {}

  /** The person; of several roles that are known here, the one that may do most. */
  static Person person(JWTClaimsSet claims, OidcSettings settings) {
    String name =
        texts(claims.getClaim(settings.nameClaim()))
            .findFirst()
            .filter(text -> NAME.matcher(text).matches())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.UNAUTHENTICATED,
                        "Expected a token with a name of 1 to 100 characters in its claim "
                            + settings.nameClaim()));
    return roles(claims, settings)
        .max(AccessRole::compareTo)
        .map(role -> new Person(name, role))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.FORBIDDEN,
                    "Expected %s to have a role of http.oidc.roles, but the claim %s has none"
                        .formatted(name, settings.rolesClaim())));
  }

  private static Stream<AccessRole> roles(JWTClaimsSet claims, OidcSettings settings) {
    return texts(find(claims.getClaims(), settings.rolesClaim()).orElse(List.of()))
        .map(settings.roles()::get)
        .filter(Objects::nonNull);
  }

  /** A claim of that name, or one inside the claim before the dot. */
  private static Optional<Object> find(Map<?, ?> claims, String path) {
    Object whole = claims.get(path);
    int dot = path.indexOf('.');
    if (whole != null || dot < 0) {
      return Optional.ofNullable(whole);
    }
    return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
        ? find(inner, path.substring(dot + 1))
        : Optional.empty();
  }

  private static Stream<String> texts(@Nullable Object claim) {
    if (claim instanceof Collection<?> several) {
      return several.stream().filter(String.class::isInstance).map(String.class::cast);
    }
    return claim instanceof String one ? Stream.of(one) : Stream.empty();
  }
}
