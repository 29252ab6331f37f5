package dev.keyturn.model;

/**
 * An access key with its secret half, and the user that it is said to belong to.
 *
 * @param secretAccessKey prints as stars
 */
public record Credential(UserName user, AccessKeyId id, SecretText secretAccessKey) {}
