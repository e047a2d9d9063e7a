/**
 * Agreements as documents: read, written, checked and put into words.
 *
 * <ul>
 *   <li>An {@link org.sla4j.agreement.document.AgreementDefinition} is an agreement as plain strings and numbers, for JSON, YAML
 *       or Spring Boot; a JSON Schema of it is on the class path.
 *   <li>{@link org.sla4j.agreement.document.Lint} finds what is allowed but probably not meant, {@link
 *       org.sla4j.agreement.document.WeakLinks} where an agreement below promises too little: both give {@link
 *       org.sla4j.agreement.document.Finding}s.
 *   <li>{@link org.sla4j.agreement.document.Measurability} finds objectives that a help desk cannot measure.
 *   <li>{@link org.sla4j.agreement.document.AgreementText} is what the customer reads and signs.
 * </ul>
 *
 * Every type is immutable and safe to share between threads.
 */
@NullMarked
package org.sla4j.agreement.document;

import org.jspecify.annotations.NullMarked;
