/**
 * Keeps lowered plans on disk, so that a model that was loaded before on this machine need not be
 * compiled again. {@code core/docs/adr} has the reasons, {@link org.ossicle.cache.PlanCache} the
 * promises.
 */
package org.ossicle.cache;
