/**
 * Any bytes in everything that parses: each class is a target of a fuzzer, and its corpus is tried
 * in every build.
 */
@NullMarked
package dev.keyturn.hostile;

import org.jspecify.annotations.NullMarked;
