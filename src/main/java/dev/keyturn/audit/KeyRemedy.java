package dev.keyturn.audit;

/**
 * What to do about a key.
 *
 * @param command what can be typed; where it needs a key's ID that is not known, the command that
 *     tells it
 * @param why what it is for, in a few words
 */
public record KeyRemedy(String command, String why) {}
