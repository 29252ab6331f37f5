/**
 * Whole fleets of users through weeks of virtual time, with everything that may go wrong drawn from
 * a seed: rotators that overlap, faults, outages, colleagues; and consumers who must not notice.
 */
@NullMarked
package dev.keyturn.fleets;

import org.jspecify.annotations.NullMarked;
