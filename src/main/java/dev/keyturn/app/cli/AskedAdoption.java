package dev.keyturn.app.cli;

import dev.keyturn.model.AccountId;
import dev.keyturn.model.UserName;
import dev.keyturn.port.Failure;
import dev.keyturn.rotate.Adoption;
import java.util.List;
import java.util.Optional;

/** One of many adoptions that are asked for. */
sealed interface AskedAdoption {
  /** The user. */
  UserName user();

  /** The secret's name or ARN; what there is of it, where it has none. */
  String secret();

  /**
   * One to do.
   *
   * @param line of the file that names it
   * @param request for the key that the secret holds
   * @param newKey whether to make one where it holds none
   * @param account in which, where the role of another account is to be assumed for it
   */
  record Wanted(
      Optional<Long> line, Adoption.Request request, boolean newKey, Optional<AccountId> account)
      implements AskedAdoption {
    @Override
    public UserName user() {
      return request.user();
    }

    @Override
    public String secret() {
      return request.secret();
    }
  }

  /** One that is refused before AWS is asked about the secret. */
  record Refused(UserName user, String secret, String why, String remedy)
      implements AskedAdoption {}

  /** One whose user AWS did not show. */
  record Failed(UserName user, String secret, Failure failure) implements AskedAdoption {}

  /** All that are asked for. */
  sealed interface Reading {
    /** These. */
    record Asked(List<AskedAdoption> all) implements Reading {}

    /** Nothing is to be done, as something is wrong. */
    record Unusable(ExitCode exit, List<String> problems) implements Reading {}
  }
}
