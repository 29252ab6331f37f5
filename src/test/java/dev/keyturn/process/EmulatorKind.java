package dev.keyturn.process;

import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import dev.keyturn.emulators.Moto;

/** Where it is tried. */
enum EmulatorKind {
  MOTO,
  MINISTACK;

  Emulator emulator() {
    return switch (this) {
      case MOTO -> Moto.shared();
      case MINISTACK -> Ministack.shared();
    };
  }
}
