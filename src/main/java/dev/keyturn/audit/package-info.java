/**
 * What an auditor asks of access keys: controls, which are data, and what each says of a key. Pure
 * functions of the inventory and the time; they change nothing and ask nobody.
 *
 * <p>Import rule: {@code model}, {@code plan} and {@code inventory}, and jackson-core to read
 * tables of controls.
 */
@NullMarked
package dev.keyturn.audit;

import org.jspecify.annotations.NullMarked;
