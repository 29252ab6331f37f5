package dev.keyturn.app.cli;

import dev.keyturn.app.cli.Advice.Command;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Types what was printed, in the state that printed it, each way in a world of its own; and what is
 * printed then, until nothing is asked any more.
 */
final class Following {
  private static final Duration A_WHILE = Duration.ofDays(1);
  private static final List<Integer> ASKING =
      List.of(ExitCode.REFUSED.code(false), ExitCode.HALTED.code(false));

  private final Desk desk;
  private final int mostSteps;
  private Optional<Consumer<Desk>> mending = Optional.empty();
  private int typed;

  /** What a command printed, and how it ended. */
  record Printed(String command, Shell.Ran ran) {
    boolean asks() {
      return ASKING.contains(ran.exit());
    }

    Advice advice() {
      return Advice.of(ran.out(), command);
    }
  }

  /** A remedy after which as much is asked as before, or nothing that could be typed. */
  static final class NoWayOut extends AssertionError {
    private static final long serialVersionUID = 1;

    NoWayOut(String what) {
      super(what);
    }

    NoWayOut(String what, Throwable cause) {
      super(what, cause);
    }
  }

  /**
   * Begins.
   *
   * @param mostSteps as many remedies, one after the other, as may be needed
   */
  Following(Desk desk, int mostSteps) {
    this.desk = desk;
    this.mostSteps = mostSteps;
  }

  int typed() {
    return typed;
  }

  Printed ask(String command) {
    return new Printed(command, count(desk.type(command)));
  }

  private Shell.Ran count(Shell.Ran ran) {
    typed++;
    if (ran.exit() == ExitCode.USAGE.code(false) || ran.exit() == ExitCode.INTERNAL.code(false)) {
      throw new AssertionError("this does not exist: " + ran.err());
    }
    return ran;
  }

  /** Every way that was printed leads out, and takes nothing away. */
  void everyWayOut(Plight plight, Printed printed) {
    mending = plight.mending();
    World world = desk.world();
    looks(printed.advice());
    List<List<Command>> ways = printed.advice().ways();
    for (List<Command> way : ways) {
      desk.in(world.fork());
      go(way, List.of(printed), 1);
    }
    if (ways.isEmpty()) {
      leadsOut(printed, List.of(), 0);
    }
    desk.in(world);
  }

  private void looks(Advice advice) {
    advice.looks().forEach(look -> desk.type(look).ifPresent(this::count));
  }

  private void leadsOut(Printed printed, List<Printed> before, int step) {
    if (!printed.asks()) {
      return;
    }
    if (step >= mostSteps) {
      throw new NoWayOut(
          "still asked after %d remedies:%n%s".formatted(step, transcript(printed, before)));
    }
    World world = desk.world();
    Optional<NoWayOut> last = Optional.empty();
    for (List<Command> way : printed.advice().ways()) {
      desk.in(world.fork());
      try {
        List<Printed> more = new ArrayList<>(before);
        more.add(printed);
        go(way, more, step + 1);
        return;
      } catch (NoWayOut none) {
        last = Optional.of(none);
      }
    }
    if (last.isPresent()) {
      throw last.get();
    }
    mend(printed, before, step);
  }

  /** What is printed are words that somebody follows. */
  private void mend(Printed printed, List<Printed> before, int step) {
    List<Printed> more = new ArrayList<>(before);
    more.add(printed);
    mending
        .orElseThrow(() -> new NoWayOut("no command is printed:\n" + transcript(more)))
        .accept(desk);
    leadsOut(ask("run " + Desk.SECRET), more, step + 1);
  }

  private void go(List<Command> way, List<Printed> before, int step) {
    try {
      Optional<Printed> printed = type(way).filter(Printed::asks);
      leadsOut(printed.orElseGet(() -> ask(again(before.getFirst()))), before, step);
    } catch (SdkException refused) {
      throw new NoWayOut(
          "AWS refuses %s: %s%n%s".formatted(way, refused.getMessage(), transcript(before)),
          refused);
    } catch (Keeping.Lost lost) {
      throw new AssertionError(
          "%s; typed: %s%n%s".formatted(lost.getMessage(), way, transcript(before)), lost);
    }
  }

  private Optional<Printed> type(List<Command> way) {
    Optional<Printed> last = Optional.empty();
    boolean first = true;
    for (Command command : way) {
      if (!first) {
        desk.world().advance(command.isKeyturn() ? Duration.ofMinutes(1) : A_WHILE);
      } else if (command.later()) {
        desk.world().advance(Duration.ofHours(1));
      }
      first = false;
      last = desk.type(command).map(ran -> new Printed(typed(command), count(ran)));
    }
    return last;
  }

  private static String typed(Command command) {
    return String.join(" ", command.words().subList(1, command.words().size()));
  }

  /** What a schedule does then, with the secret of the first command. */
  private static String again(Printed first) {
    List<String> words = List.of(first.command().split(" "));
    if (words.size() == 1) {
      return first.command();
    }
    int named = words.indexOf("--secret");
    return "run " + words.get(named < 0 ? 1 : named + 1);
  }

  private static String transcript(Printed last, List<Printed> before) {
    List<Printed> all = new ArrayList<>(before);
    all.add(last);
    return transcript(all);
  }

  private static String transcript(List<Printed> all) {
    return String.join(
        "\n",
        all.stream()
            .map(it -> "$ keyturn %s%n%s%s".formatted(it.command(), it.ran().out(), it.ran().err()))
            .toList());
  }

  /** A field of the one secret that a document tells of. */
  static String field(String json, String name) {
    Map<?, ?> secret = (Map<?, ?>) ParsedJson.at(ParsedJson.parse(json), "secrets", 0);
    return secret.get(name) instanceof String text ? text : "";
  }
}
