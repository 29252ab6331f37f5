package dev.keyturn.simulation;

import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that a process has learned: what came of each of its moves, and when it went on. A process
 * does the same after the same history, so that what it does next is computed once for each. Equal
 * histories are the same object, within one tree.
 */
final class History {
  private static final Pattern REQUEST_ID = Pattern.compile("<RequestId>[^<]*</RequestId>");

  /** What came of a move. */
  sealed interface Outcome {
    /** The wait is over. */
    record Waited() implements Outcome {}

    /** No reply came. */
    record Cut() implements Outcome {}

    /**
     * A reply came; two that differ only in their request IDs are the same.
     *
     * @param said the status, and what the body says
     */
    record Replied(String said, SentReply reply) implements Outcome {}

    /** The reply of a call. */
    default WireReply toCall() throws IOException {
      if (this instanceof Replied replied) {
        return replied.reply().reply();
      }
      throw new IOException("Connection reset");
    }
  }

  /** A reply, which is no part of what makes outcomes equal. */
  record SentReply(WireReply reply) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SentReply;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  private record Next(Outcome outcome, Instant resumed) {}

  private final @Nullable History before;
  private final Next last;
  private final Map<String, String> said;
  private final Map<Next, History> after = new HashMap<>(2);
  private @Nullable Move move;

  private History(@Nullable History before, Next last, Map<String, String> said) {
    this.before = before;
    this.last = last;
    this.said = said;
  }

  /** A process that has not begun. */
  static History none() {
    return new History(null, new Next(new Outcome.Waited(), Instant.MIN), new HashMap<>());
  }

  /** The process begins. */
  History beginning(Instant now) {
    return then(new Outcome.Waited(), now);
  }

  /** Sends a request, and says what came of it. */
  static Outcome sent(Gateway gateway, WireRequest request) {
    try {
      return replied(gateway.answer(request));
    } catch (IOException cut) {
      return new Outcome.Cut();
    }
  }

  private static Outcome replied(WireReply reply) {
    String body = REQUEST_ID.matcher(reply.text()).replaceAll("");
    return new Outcome.Replied(reply.status() + body, new SentReply(reply));
  }

  /** This history, and then an outcome of the move after it. */
  History then(Outcome came, Instant now) {
    Next next = new Next(came, now);
    History known = after.get(next);
    if (known == null) {
      known = new History(this, new Next(once(came), now), said);
      after.put(known.last, known);
    }
    return known;
  }

  /** The same with its text kept once: many processes are told the same. */
  private Outcome once(Outcome came) {
    return came instanceof Outcome.Replied(String text, SentReply reply)
        ? new Outcome.Replied(said.computeIfAbsent(text, it -> it), reply)
        : came;
  }

  /** The same, had the process been paused before it went on: it reads the clock only now. */
  History resumedAt(Instant now) {
    return Objects.requireNonNull(before).then(last.outcome(), now);
  }

  /** What came of the last move. */
  Outcome outcome() {
    return last.outcome();
  }

  Instant resumed() {
    return last.resumed();
  }

  @Nullable Move move() {
    return move;
  }

  void move(Move next) {
    move = next;
  }

  /** From the beginning to here. */
  Deque<History> path() {
    Deque<History> path = new ArrayDeque<>();
    for (History here = this; here.before != null; here = here.before) {
      path.addFirst(here);
    }
    return path;
  }
}
