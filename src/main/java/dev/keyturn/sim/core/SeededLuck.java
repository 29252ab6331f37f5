package dev.keyturn.sim.core;

import java.time.Duration;
import java.util.Base64;

/**
 * Seeded randomness without a position: a draw depends on the seed and on what it is for, never on
 * how many draws came before. So one injected fault does not change the luck of everything after
 * it, and two forks of a world stay comparable.
 *
 * <p>{@code draws.on("key").on(7).bits()} is always the same number. The mixing is SplitMix64's.
 *
 * @param state the seed, mixed with every purpose so far
 */
public record SeededLuck(long state) {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** The draws for one purpose, told by a word or an identifier. */
  public SeededLuck on(String purpose) {
    // FNV-1a: String.hashCode has 32 bits, too few for many thousand keys.
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
    }
    return on(hash);
  }

  /** The draws for one purpose, told by a number. */
  public SeededLuck on(long purpose) {
    return new SeededLuck(mix(state + GOLDEN_GAMMA + mix(purpose)));
  }

  /** 64 random bits. */
  public long bits() {
    return mix(state + GOLDEN_GAMMA);
  }

  /** At least 0 and below 1. */
  public double fraction() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /** Whether something happens that has this chance, from 0 (never) to 1 (always). */
  public boolean chance(double probability) {
    return fraction() < probability;
  }

  /** A duration from the span, every one as likely as any other. */
  public Duration within(Span span) {
    long width = span.most().toNanos() - span.least().toNanos();
    return span.least().plusNanos((long) (fraction() * width));
  }

  /** Random letters A-Z and digits 2-7. */
  public String base32(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(BASE32.charAt((int) (on(i).bits() & 31)));
    }
    return text.toString();
  }

  /** Random text of the base64 alphabet; 30 bytes make 40 characters without padding. */
  public String base64(int bytes) {
    byte[] random = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      random[i] = (byte) on(i).bits();
    }
    return Base64.getEncoder().encodeToString(random);
  }

  /** A random UUID (version 4). */
  public String uuid() {
    long high = (on(0).bits() & ~0xF000L) | 0x4000L;
    long low = (on(1).bits() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new java.util.UUID(high, low).toString();
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
