package dev.keyturn.rotate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The calls that were made, and what the next ones of a name answer instead of the truth. */
final class CallScript {
  /** An answer, and what happens before it is given. */
  private record Line(Runnable before, boolean carriedOut, Object answer) {}

  private final List<String> calls = new ArrayList<>();
  private final Map<String, Deque<Line>> lines = new HashMap<>();

  /** The next calls of that name are answered like this, and nothing happens. */
  CallScript answers(String call, Object... answers) {
    for (Object answer : answers) {
      add(call, new Line(() -> {}, false, answer));
    }
    return this;
  }

  /** The next call of that name is carried out, and answered like this all the same. */
  CallScript loses(String call, Object answer) {
    return add(call, new Line(() -> {}, true, answer));
  }

  /** Before the next call of that name this happens; then it is answered as usual. */
  CallScript before(String call, Runnable meanwhile) {
    return add(call, new Line(meanwhile, true, CallScript.class));
  }

  private CallScript add(String call, Line line) {
    lines.computeIfAbsent(call, name -> new ArrayDeque<>()).add(line);
    return this;
  }

  /** All calls so far, in order. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** How many calls there were of a name. */
  long count(String call) {
    return calls.stream().filter(call::equals).count();
  }

  /** The calls that change something. */
  List<String> writes() {
    return calls.stream()
        .filter(call ->
            !List.of("user", "list", "lastUse", "describe", "value", "probe").contains(call))
        .toList();
  }

  @SuppressWarnings("unchecked") // A test that answers with another type than the call's fails.
  <T> T answer(String call, Supplier<T> truth) {
    calls.add(call);
    Deque<Line> script = lines.getOrDefault(call, new ArrayDeque<>());
    if (script.isEmpty()) {
      return truth.get();
    }
    Line line = script.remove();
    line.before().run();
    if (!line.carriedOut()) {
      return (T) line.answer();
    }
    T happened = truth.get();
    return line.answer().equals(CallScript.class) ? happened : (T) line.answer();
  }
}
