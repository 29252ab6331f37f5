package dev.keyturn.app.cli.demo;

import dev.keyturn.model.ManagedSecret;
import dev.keyturn.rotate.Ports;
import java.time.Duration;
import java.util.List;

/** A way to rotate a fleet's keys. */
public interface Algorithm {
  /** What it is called on the command line. */
  String name();

  /** How often its users run it. */
  Duration interval();

  /** One run over the whole fleet. */
  void run(List<ManagedSecret> fleet, Ports ports);
}
