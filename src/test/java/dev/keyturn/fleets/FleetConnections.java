package dev.keyturn.fleets;

import dev.keyturn.sim.CallObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** As many connections as there are processes at once; making clients is what takes time. */
final class FleetConnections implements AutoCloseable {
  private final Supplier<FleetConnection> make;
  private final List<CallObserver> observers;
  private final List<FleetConnection> all = new ArrayList<>();
  private final Deque<FleetConnection> idle = new ArrayDeque<>();

  FleetConnections(Supplier<FleetConnection> make, List<? extends CallObserver> observers) {
    this.make = make;
    this.observers = List.copyOf(observers);
  }

  /** One that nobody uses. */
  FleetConnection take() {
    return idle.isEmpty() ? another() : idle.removeFirst();
  }

  void giveBack(FleetConnection connection) {
    idle.addFirst(connection);
  }

  private FleetConnection another() {
    FleetConnection made = make.get();
    observers.forEach(made.gateway()::observe);
    all.add(made);
    return made;
  }

  @Override
  public void close() {
    all.forEach(FleetConnection::close);
  }
}
