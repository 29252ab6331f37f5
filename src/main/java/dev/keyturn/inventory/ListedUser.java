package dev.keyturn.inventory;

import dev.keyturn.model.UserId;

/**
 * A user as IAM lists it.
 *
 * @param arn by which it is found in the credential report
 */
public record ListedUser(String arn, UserId id, ListedTags tags) {}
