package dev.keyturn.fleets;

import dev.keyturn.sim.CallObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** As many connections as there are processes at once; making clients is what takes time. */
final class Connections implements AutoCloseable {
  private final Supplier<Connection> make;
  private final List<CallObserver> observers;
  private final List<Connection> all = new ArrayList<>();
  private final Deque<Connection> idle = new ArrayDeque<>();

  Connections(Supplier<Connection> make, List<? extends CallObserver> observers) {
    this.make = make;
    this.observers = List.copyOf(observers);
  }

  /** One that nobody uses. */
  Connection take() {
    return idle.isEmpty() ? another() : idle.removeFirst();
  }

  void giveBack(Connection connection) {
    idle.addFirst(connection);
  }

  private Connection another() {
    Connection made = make.get();
    observers.forEach(made.gateway()::observe);
    all.add(made);
    return made;
  }

  @Override
  public void close() {
    all.forEach(Connection::close);
  }
}
