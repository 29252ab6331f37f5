package dev.keyturn.aws;

import java.util.Optional;

/** Where the code of an MFA device comes from. Asked once for a role, as a code is good for one. */
@FunctionalInterface
public interface MfaCodes {
  /** Nobody is there to ask. */
  MfaCodes NONE = (profile, serial) -> Optional.empty();

  /**
   * The code that the device shows now.
   *
   * @param profile the profile that names the device
   * @param serial the device: its serial number or ARN
   * @return empty where nobody can be asked
   */
  Optional<String> code(String profile, String serial);
}
