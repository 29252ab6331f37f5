package dev.keyturn.simulation;

import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.World;

/**
 * Judges every call of a search, and throws out of the one that is wrong. It is copied with the
 * world that it watches.
 *
 * @param <J> its own type
 */
interface Judge<J extends Judge<J>> {
  /**
   * What watches the calls of one of the processes.
   *
   * @param seat which
   */
  CallObserver watching(int seat);

  /** An independent copy. */
  J copy();

  /**
   * All that decides what it will still say, as a value.
   *
   * @param world the one that it watches
   */
  Object contents(World world);
}
