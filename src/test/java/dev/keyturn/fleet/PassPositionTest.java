package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.ManagedSecret;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The parts of a pass: what is due first, everything once, and an end. */
class PassPositionTest {
  private static final List<String> DUE = List.of("m", "c", "x");
  private static final List<String> REST = List.of("z", "a", "n", "b");

  private static PassChoice choice(List<String> due, List<String> rest) {
    return new PassChoice(
        FoundSecrets.named(
            Stream.concat(due.stream(), rest.stream()).map(ManagedSecret::of).toList()),
        due.size(),
        7,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<String> names(PassChoice choice) {
    return choice.found().targets().stream().map(ManagedSecret::secret).toList();
  }

  private static PassPosition at(String secret, boolean due) {
    return new PassPosition(Optional.of(secret), due);
  }

  @Test
  @DisplayName("What is due comes first, and each sort in the order of names")
  void order() {
    PassChoice all = choice(DUE, REST);
    assertThat(names(PassPosition.BEGINNING.from(all)))
        .containsExactly("c", "m", "x", "a", "b", "n", "z");
    assertThat(names(at("m", true).from(all))).containsExactly("m", "x", "a", "b", "n", "z");
    assertThat(names(at("n", false).from(all))).containsExactly("n", "x", "z");
  }

  @Test
  @DisplayName("Only the first part counts those that are left alone")
  void leftAlone() {
    PassChoice all = choice(DUE, REST);
    assertThat(PassPosition.BEGINNING.from(all).leftAlone()).isEqualTo(7);
    assertThat(at("m", true).from(all).leftAlone()).isZero();
  }

  @Test
  @DisplayName("The rest begins at the first that is left, in that order, and says of which sort")
  void rest() {
    PassChoice worked = PassPosition.BEGINNING.from(choice(DUE, REST));
    assertThat(PassPosition.after(worked, Set.of())).isEmpty();
    assertThat(PassPosition.after(worked, Set.of("a", "x")))
        .contains(new PassPosition.Rest(at("x", true), true));
    assertThat(PassPosition.after(worked, Set.of("z", "b")))
        .contains(new PassPosition.Rest(at("b", false), true));
    assertThat(PassPosition.after(worked, Set.of("c", "z")))
        .contains(new PassPosition.Rest(at("c", true), false));
  }

  @Test
  @DisplayName("Parts of two come to an end, though half of what is due stays due for ever")
  void ends() {
    Set<String> due = new TreeSet<>();
    Set<String> rest = new TreeSet<>();
    for (int i = 0; i < 20; i++) {
      due.add("d%02d".formatted(i));
      rest.add("r%02d".formatted(i));
    }
    Set<String> looked = new LinkedHashSet<>();
    PassPosition position = PassPosition.BEGINNING;
    int parts = 0;
    while (true) {
      parts++;
      PassChoice worked = position.from(choice(List.copyOf(due), List.copyOf(rest)));
      List<String> names = names(worked);
      List<String> ended = names.subList(0, Math.min(2, names.size()));
      looked.addAll(ended);
      for (String name : ended) {
        // What was rotated is no longer due, but newer than the report.
        if (due.contains(name) && name.endsWith("0")) {
          due.remove(name);
          rest.add(name);
        }
      }
      Set<String> left = new TreeSet<>(names);
      ended.forEach(left::remove);
      Optional<PassPosition.Rest> next = PassPosition.after(worked, left);
      if (next.isEmpty()) {
        break;
      }
      assertThat(next.get().hasComeOn()).isTrue();
      position = next.get().position();
    }
    List<String> order = new ArrayList<>(looked);
    assertThat(order).hasSize(40);
    assertThat(order.subList(0, 20)).allMatch(name -> name.startsWith("d"));
    assertThat(parts).isLessThanOrEqualTo(31);
  }
}
