package dev.keyturn.contract;

import dev.keyturn.model.Credential;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.SecretStore;

/**
 * A world that the contracts are tried in: an AWS of some kind, the ports on it as an administrator
 * who may do everything, and the few things that a case needs beyond the ports. Cases share a world
 * and make users and secrets of their own in it.
 */
interface ContractWorld {
  /** IAM as the administrator. */
  AccessKeys accessKeys();

  /** IAM as whoever holds the credential. */
  AccessKeys accessKeysAs(Credential credential);

  /** All users of the account, as the administrator. */
  AccountUsers accountUsers();

  /** Secrets Manager as the administrator. */
  SecretStore secrets();

  /** The probe. */
  IdentityProbe probe();

  /** Makes a user without keys, tags and permissions, under a name that nobody had. */
  UserName newUser();

  /** A secret's name that nobody had. */
  String newSecretName();

  /** Schedules a secret for its deletion, which no port can. */
  void scheduleDeletion(String secret);

  /** Lets as much time pass as a change in IAM takes to be seen everywhere. */
  void settle();

  /** Whether this world is known to differ from AWS in this way. */
  boolean differs(Difference difference);
}
