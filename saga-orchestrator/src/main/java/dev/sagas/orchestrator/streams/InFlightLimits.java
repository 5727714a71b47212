package dev.sagas.orchestrator.streams;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How much may be in flight before starts are held back (R30).
 *
 * @param sagas how many sagas of each type; {@value #OTHERS} for every type that is not named
 * @param commands how many unanswered commands of each participant, those of back-offs included;
 *     {@value #OTHERS} for every participant that is not named
 * @param participants whom the sagas of a type send commands to; empty for an unknown type
 */
public record InFlightLimits(
    Map<String, Integer> sagas,
    Map<String, Integer> commands,
    Function<String, Set<String>> participants) {
  /** Stands for everything that is not named. */
  public static final String OTHERS = "*";

  /** Nothing is held back. */
  public static final InFlightLimits NONE =
      new InFlightLimits(Map.of(), Map.of(), type -> Set.of());

  public InFlightLimits {
    sagas = Map.copyOf(sagas);
    commands = Map.copyOf(commands);
  }

  boolean areNone() {
    return sagas.isEmpty() && commands.isEmpty();
  }

  /** The bound of a type in one partition: sagas are spread evenly by their ids. */
  Optional<Integer> ofType(String type, int partitions) {
    return share(sagas, type, partitions);
  }

  /** The bound of a participant in one partition. */
  Optional<Integer> ofParticipant(String participant, int partitions) {
    return share(commands, participant, partitions);
  }

  private static Optional<Integer> share(Map<String, Integer> bounds, String of, int partitions) {
    return Optional.ofNullable(bounds.getOrDefault(of, bounds.get(OTHERS)))
        .map(bound -> (bound + partitions - 1) / partitions);
  }
}
