package dev.keyturn.model;

import java.util.Optional;

/**
 * What GetAccessKeyLastUsed says of a key.
 *
 * @param owner the user whose it is; empty where IAM names none that could be one, as for a key of
 *     root
 * @param lastUse when it was last used
 */
public record KeyUse(Optional<UserName> owner, LastUse lastUse) {}
