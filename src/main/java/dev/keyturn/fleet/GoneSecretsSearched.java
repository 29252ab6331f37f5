package dev.keyturn.fleet;

/** When a pass searches for users whose secret is gone, which costs a list of users and GetUser. */
public enum GoneSecretsSearched {
  /** In every pass. */
  ALWAYS,

  /** Where the pass has a list of the users anyway: not where the secrets are few. */
  WITH_LISTS,

  /** In no pass: another part of this one does it. */
  NEVER
}
