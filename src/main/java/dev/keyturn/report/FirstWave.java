package dev.keyturn.report;

import java.time.Duration;

/**
 * What comes at the beginning, of the keys that are overdue when they are adopted.
 *
 * @param spread over how long their rotations are spread; zero where all are due in the first run
 * @param rotations how many of these there were
 * @param mostADay how many on the busiest day
 * @param busiest the calls of the busiest hour
 */
public record FirstWave(Duration spread, int rotations, int mostADay, CallLoad busiest) {}
