package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Moves random sagas in random states between random shapes (R19): either the move is refused with
 * a reason, or the saga runs to an end under the target plan, see {@link MigratedRun}.
 *
 * <p>Run one seed again with {@code -Dsaga.seed=…}; {@code -Dsaga.migrations=…} moves more of them.
 */
class RandomMigrationTest {
  private static final int MIGRATIONS = Integer.getInteger("saga.migrations", 4_000);

  private int moved;
  private int refused;
  private int undone;

  @Test
  void shouldRunTheTargetOrRefuseItWhenShapesAndStatesAreRandom() {
    long seed = Long.getLong("saga.seed", System.nanoTime());
    System.out.println("seed " + seed);
    for (int i = 0; i < MIGRATIONS; i++) {
      move(seed + i);
    }
    System.out.println(moved + " moved, " + refused + " refused, " + undone + " undone");
    assertThat(moved).as("moves that were tried to their end").isGreaterThan(MIGRATIONS / 10);
    assertThat(refused).as("moves that were refused").isGreaterThan(MIGRATIONS / 10);
    assertThat(undone).as("moved sagas that were undone").isGreaterThan(MIGRATIONS / 100);
  }

  private void move(long seed) {
    Random random = new Random(seed);
    List<List<List<String>>> shape = RandomShape.of(random);
    List<List<List<String>>> other = RandomShape.changed(shape, random);
    String before = RandomShape.text(shape);
    String after = RandomShape.text(other);
    try {
      MigratedRun run = new MigratedRun(before, after, random);
      run.storm();
      if (run.isOver()) {
        return;
      }
      Optional<String> refusal = run.migrate();
      if (refusal.isEmpty()) {
        moved++;
        run.calm();
        undone += run.checkEnd() == SagaStatus.COMPENSATED ? 1 : 0;
      } else {
        refused++;
        assertThat(refusal.get()).contains("cannot move to version 2: ");
        if (before.equals(after)) {
          assertThat(refusal.get().split("; (?!pause)", -1))
              .as("its own plan is refused only for what is outstanding")
              .allMatch(why -> why.contains("has an outstanding command"));
        }
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "Failed with -Dsaga.seed=" + seed + ": from " + before + " to " + after, e);
    }
  }

  /** Shapes as stages of branches of words, see {@link PlanText}. */
  private static final class RandomShape {
    private RandomShape() {}

    static List<List<List<String>>> of(Random random) {
      List<List<List<String>>> stages = new ArrayList<>();
      int steps = 0;
      int count = 1 + random.nextInt(4);
      int pivot = random.nextInt(3) == 0 ? random.nextInt(count) : count;
      for (int stage = 0; stage < count; stage++) {
        List<List<String>> branches = new ArrayList<>();
        int branchCount = stage != pivot && random.nextInt(3) == 0 ? 2 : 1;
        for (int branch = 0; branch < branchCount; branch++) {
          List<String> words = new ArrayList<>();
          int length = branchCount == 1 ? 1 : 1 + random.nextInt(3);
          for (int step = 0; step < length; step++) {
            String name = "s" + steps++;
            words.add(stage == pivot ? name + "!" : word(name, stage > pivot, random));
          }
          branches.add(words);
        }
        stages.add(branches);
      }
      return stages;
    }

    private static String word(String name, boolean pastPivot, Random random) {
      String condition = random.nextInt(6) == 0 ? "?" : "";
      return condition
          + switch (random.nextInt(10)) {
            case 0 -> "local:" + name;
            case 1 -> "sleep:" + name;
            case 2 -> "wait:" + name + (random.nextBoolean() ? "" : ":CONTINUE");
            case 3 -> name + "-";
            case 4 -> name + (pastPivot ? "-" : "+");
            default -> name + (pastPivot ? "-" : "");
          };
    }

    static String text(List<List<List<String>>> shape) {
      List<String> stages = new ArrayList<>();
      for (List<List<String>> branches : shape) {
        List<String> texts = branches.stream().map(words -> String.join(" ", words)).toList();
        stages.add(
            texts.size() == 1 && branches.get(0).size() == 1
                ? texts.get(0)
                : (texts.hashCode() % 2 == 0 ? "{ " : "{= ") + String.join(" | ", texts) + " }");
      }
      return String.join(" ", stages);
    }

    /** The same shape with up to three changes. */
    static List<List<List<String>>> changed(List<List<List<String>>> shape, Random random) {
      List<List<List<String>>> copy = new ArrayList<>();
      for (List<List<String>> branches : shape) {
        List<List<String>> copied = new ArrayList<>();
        branches.forEach(words -> copied.add(new ArrayList<>(words)));
        copy.add(copied);
      }
      int changes = random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        change(copy, "n" + i, random);
      }
      return pivotIsSound(copy) ? copy : shape;
    }

    /** What the definition language checks: one pivot at most, alone, and no undo after it. */
    private static boolean pivotIsSound(List<List<List<String>>> shape) {
      boolean past = false;
      for (List<List<String>> branches : shape) {
        for (String word : branches.stream().flatMap(List::stream).toList()) {
          boolean pivot = word.endsWith("!");
          boolean undoable = !word.contains(":") && !word.endsWith("-") && !pivot;
          if ((past && (pivot || undoable)) || (pivot && branches.size() > 1)) {
            return false;
          }
          past |= pivot;
        }
      }
      return shape.stream().allMatch(branches -> branches.stream().noneMatch(List::isEmpty));
    }

    private static void change(List<List<List<String>>> shape, String name, Random random) {
      List<List<String>> stage = shape.get(random.nextInt(shape.size()));
      List<String> branch = stage.get(random.nextInt(stage.size()));
      int at = random.nextInt(branch.size());
      switch (random.nextInt(9)) {
        case 0 -> branch.add(random.nextInt(branch.size() + 1), word(name, true, random));
        case 1 -> shape.add(random.nextInt(shape.size() + 1), alone(word(name, true, random)));
        case 2 -> shape.add(alone(word(name, true, random)));
        case 3 -> remove(shape, stage, branch, at);
        case 4 -> branch.set(at, word(plainName(branch.get(at)), random.nextBoolean(), random));
        case 5 -> stage.add(new ArrayList<>(List.of(word(name, true, random))));
        case 6 -> Collections.shuffle(branch, random);
        case 7 -> Collections.shuffle(shape, random);
        default -> regroup(shape, random);
      }
    }

    private static List<List<String>> alone(String word) {
      List<List<String>> stage = new ArrayList<>();
      stage.add(new ArrayList<>(List.of(word)));
      return stage;
    }

    private static void remove(
        List<List<List<String>>> shape, List<List<String>> stage, List<String> branch, int at) {
      if (branch.size() > 1) {
        branch.remove(at);
      } else if (stage.size() > 1) {
        stage.remove(branch);
      } else if (shape.size() > 1) {
        shape.remove(stage);
      }
    }

    /** Makes one stage of two, or several stages of one. */
    private static void regroup(List<List<List<String>>> shape, Random random) {
      int at = random.nextInt(shape.size());
      List<List<String>> stage = shape.get(at);
      if (stage.size() > 1) {
        shape.remove(at);
        stage.stream()
            .flatMap(List::stream)
            .forEach(word -> shape.add(Math.min(shape.size(), at), alone(word)));
      } else if (at + 1 < shape.size()) {
        stage.addAll(shape.remove(at + 1));
      }
    }

    private static String plainName(String word) {
      String[] parts = word.replaceAll("[-+!@?=]", "").split(":", -1);
      return parts.length == 1 ? parts[0] : parts[1];
    }
  }
}
