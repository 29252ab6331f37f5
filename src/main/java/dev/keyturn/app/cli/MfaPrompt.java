package dev.keyturn.app.cli;

import dev.keyturn.aws.MfaCodes;
import java.util.Optional;

/**
 * Asks for an MFA device's code, again where what was typed is none.
 *
 * @param questions whom to ask
 */
record MfaPrompt(Questions questions) implements MfaCodes {
  private static final int TIMES = 3;

  @Override
  public Optional<String> code(String profile, String serial) {
    String question = "Code of the MFA device %s (profile %s): ".formatted(serial, profile);
    Optional<String> typed = questions.ask(question);
    for (int time = 1; time < TIMES && !typed.map(MfaPrompt::isCode).orElse(true); time++) {
      typed = questions.ask(question);
    }
    return typed.filter(MfaPrompt::isCode);
  }

  private static boolean isCode(String typed) {
    return OptionFormat.Shape.MFA_CODE.fits(typed);
  }
}
