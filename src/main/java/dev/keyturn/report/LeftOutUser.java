package dev.keyturn.report;

/**
 * A row of the report that was not adopted in the simulation.
 *
 * @param user its name; text of others
 * @param why in a few words, such as {@code no key}, by which they are counted
 * @param remedy what would help; empty where nothing is amiss
 */
public record LeftOutUser(String user, String why, String remedy) {}
